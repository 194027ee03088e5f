#!/usr/bin/env bash
# Writes what Kubernetes is given from what is written by hand: prometheus-rule.yaml from rules.yaml, and
# json-logs/log-configuration.yaml from src/config/log4j-json.properties.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
{
  cat <<'HEAD'
# Made from rules.yaml by make-manifest.sh: change that.
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata:
  name: finai
  namespace: finai
  labels:
    app.kubernetes.io/part-of: finai
spec:
HEAD
  grep -v '^#' rules.yaml | sed '/./s/^/  /'
} >prometheus-rule.yaml
{
  cat <<'HEAD'
# Made from src/config/log4j-json.properties by make-manifest.sh: change that.
apiVersion: flink.apache.org/v1beta1
kind: FlinkDeployment
metadata:
  name: any
spec:
  logConfiguration:
    log4j-console.properties: |
HEAD
  sed '/./s/^/      /' ../../../src/config/log4j-json.properties
} >json-logs/log-configuration.yaml

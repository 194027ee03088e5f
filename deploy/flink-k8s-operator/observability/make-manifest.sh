#!/usr/bin/env bash
# Writes prometheus-rule.yaml, for the Prometheus operator, from rules.yaml.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
{
  cat <<'HEAD'
# Made from rules.yaml by make-manifest.sh: change that.
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata:
  name: finai
  labels:
    app.kubernetes.io/part-of: finai
spec:
HEAD
  grep -v '^#' rules.yaml | sed '/./s/^/  /'
} >prometheus-rule.yaml

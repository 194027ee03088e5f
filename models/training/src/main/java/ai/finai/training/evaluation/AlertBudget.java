package ai.finai.training.evaluation;

/**
 * Which rows are alerted where only a share of them can be: those of the highest scores. Of rows that share the score at
 * which the budget ends, each counts in part, as if they were drawn by lot. A row without a score, or with a score of 0,
 * is never alerted: a rule book alerts no more than it alerts.
 */
final class AlertBudget {

    /** For each row, from 0 (not alerted) to 1. */
    private final float[] alerted;

    private final double alerts;

    private AlertBudget(float[] alerted, double alerts) {
        this.alerted = alerted;
        this.alerts = alerts;
    }

    /** @param share of the rows, over 0; at least one row is alerted */
    static AlertBudget of(Ranking ranking, float[] scores, double share) {
        float[] alerted = new float[scores.length];
        double left = Math.max(1, Math.rint(share * scores.length));
        double alerts = 0;
        for (int group = 0; group < ranking.groups() && left > 0; group++) {
            int start = ranking.start(group);
            int end = ranking.end(group);
            if (!(scores[ranking.row(start)] > 0)) {
                break;
            }
            float part = (float) Math.min(1, left / (end - start));
            for (int place = start; place < end; place++) {
                alerted[ranking.row(place)] = part;
            }
            alerts += part * (double) (end - start);
            left -= end - start;
        }
        return new AlertBudget(alerted, alerts);
    }

    /** Of these rows, the share that is alerted; NaN where there are none. */
    double recall(boolean[] rows) {
        double found = 0;
        int all = 0;
        for (int row = 0; row < rows.length; row++) {
            if (rows[row]) {
                found += alerted[row];
                all++;
            }
        }
        return found / all;
    }

    /** Of what is alerted, the share that these rows are; NaN where nothing is alerted. */
    double precision(boolean[] rows) {
        double found = 0;
        for (int row = 0; row < rows.length; row++) {
            found += rows[row] ? alerted[row] : 0;
        }
        return found / alerts;
    }

    /** How many rows are alerted: fewer than the budget where the detector has no more. */
    double alerts() {
        return alerts;
    }
}

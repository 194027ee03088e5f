package ai.finai.training.lstm;

/** All that a score is computed from. */
record CalibratedNetwork(Weights weights, Scaling scaling, Calibration calibration) {}

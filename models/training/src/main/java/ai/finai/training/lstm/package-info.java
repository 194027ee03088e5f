/** The account LSTM: trained on labelled postings, calibrated, exported to ONNX, and held against what it was trained as. */
@NullMarked
package ai.finai.training.lstm;

import org.jspecify.annotations.NullMarked;

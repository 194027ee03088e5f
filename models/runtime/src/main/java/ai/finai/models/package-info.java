/** ONNX models: what their files must hold, how they are checked, loaded and run. No Flink, and nothing of training. */
@NullMarked
package ai.finai.models;

import org.jspecify.annotations.NullMarked;

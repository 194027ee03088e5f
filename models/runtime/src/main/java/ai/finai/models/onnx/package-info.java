/** What an ONNX file may hold: everything that is checked before any of it is computed. */
@NullMarked
package ai.finai.models.onnx;

import org.jspecify.annotations.NullMarked;

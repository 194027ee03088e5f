package ai.finai.operators.models;

import ai.finai.models.ModelOrder;
import ai.finai.models.ModelRole;

/**
 * An order that came.
 *
 * @param source where it lies, as {@code models-0@17}; empty where that is not known
 */
record Ordered(ModelOrder order, String source) {

    ModelRole role() {
        return order.role();
    }
}

package ai.finai.state;

/**
 * A model's opaque state of one account.
 *
 * @param schema hash of the state schema that it is of: a model of another schema must not use it
 * @param row the numbers; changed in place
 */
public record ModelState(long schema, float[] row) {

    ModelState copy() {
        return new ModelState(schema, row.clone());
    }
}

package ai.finai.deploy.check;

import ai.finai.deploy.Manifest;
import ai.finai.deploy.Place;

/**
 * Something wrong in an overlay.
 *
 * @param rule the name of the rule that it breaks
 * @param object kind and name
 * @param path in the object, as a JSON pointer
 * @param what is wrong
 * @param mend what to do
 */
public record Finding(String rule, String object, Place place, String path, String what, String mend) {

    static Finding of(Rule rule, Manifest manifest, String path, String what, String mend) {
        return new Finding(rule.name(), manifest.toString(), manifest.place(path), path, what, mend);
    }
}

package ai.finai.deploy.check;

import ai.finai.deploy.Place;

/** Places within a file that a ConfigMap was generated from. */
final class Lines {

    private Lines() {}

    /** @param line from 1, of the file that the finding's place begins */
    static Finding in(Finding finding, int line) {
        Place file = finding.place();
        return new Finding(
                finding.rule(),
                finding.object(),
                new Place(file.file(), file.line() + line - 1),
                finding.path(),
                finding.what(),
                finding.mend());
    }
}

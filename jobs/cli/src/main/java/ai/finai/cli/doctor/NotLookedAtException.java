package ai.finai.cli.doctor;

/** Says why a check could not look. Several checks that give the same reason are told as one. */
public class NotLookedAtException extends Exception {

    private final String mend;

    /** @param mend what to do */
    public NotLookedAtException(String why, String mend) {
        super(why);
        this.mend = mend;
    }

    public String mend() {
        return mend;
    }
}

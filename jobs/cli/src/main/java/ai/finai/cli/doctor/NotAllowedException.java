package ai.finai.cli.doctor;

/** Says that this user has no right to look. What else there is to look at may be allowed. */
public final class NotAllowedException extends NotLookedAtException {

    /** @param why names the right */
    public NotAllowedException(String why, String mend) {
        super(why, mend);
    }
}

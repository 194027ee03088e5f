package ai.finai.cli.doctor;

/** Looks at one thing that jobs need. */
public interface Check {

    /**
     * @param findings get what is found
     * @throws NotLookedAtException if there was no way to look
     * @throws Exception if something failed of which the check knows no more than its message
     */
    void look(Findings findings) throws Exception;
}

package ai.finai.cli;

/** What is known of where the output goes. The {@code finai} script finds it out; by itself Java cannot. */
public final class Terminal {

    private static final int DEFAULT_COLUMNS = 100;
    private static final int NARROWEST = 60;
    private static final int WIDEST = 140;

    private Terminal() {}

    /** Whether a person sees standard output as it comes. */
    public static boolean isInteractive() {
        return Boolean.getBoolean("finai.terminal");
    }

    /** Whether a person sees standard error as it comes. */
    public static boolean showsErrors() {
        return Boolean.getBoolean("finai.terminal.errors");
    }

    /** Colour only on a terminal, and not where the user asked for none (no-color.org). */
    public static boolean hasColour() {
        String noColour = System.getenv("NO_COLOR");
        return isInteractive() && (noColour == null || noColour.isEmpty()) && !"dumb".equals(System.getenv("TERM"));
    }

    /** Its width in characters; a sensible one where there is no terminal. */
    public static int columns() {
        int columns = Integer.getInteger("finai.columns", DEFAULT_COLUMNS);
        return Math.max(NARROWEST, Math.min(WIDEST, columns));
    }
}

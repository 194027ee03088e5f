package ai.finai.jobs;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** Which FinAI this is. */
public final class Release {

    /** Of the build, as on every alert: {@code 0.1.0-SNAPSHOT}. */
    public static final String VERSION = read();

    private Release() {}

    private static String read() {
        try (InputStream in = Release.class.getResourceAsStream("release.properties")) {
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new IllegalStateException("cannot read release.properties beside " + Release.class, e);
        }
    }
}

package ai.finai.state.reading;

/** Told how far a first read is, now and then, by the thread that asked for it. */
public interface ReadListener {

    /**
     * @param keys that have been read so far
     * @param share of the snapshot that has been read, an estimate from 0 to 1: 0 while its state is made ready to be read
     */
    void read(long keys, double share);

    /** What went wrong and does not matter to the answer, in a line. */
    default void warning(String line) {}
}

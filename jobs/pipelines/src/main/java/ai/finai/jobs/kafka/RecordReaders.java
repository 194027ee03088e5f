package ai.finai.jobs.kafka;

import ai.finai.events.RecordReader;
import java.io.Serializable;
import java.util.function.Supplier;

/** Makes a task's reader of records. Travels with the job graph. */
public interface RecordReaders<T> extends Supplier<RecordReader<T>>, Serializable {}

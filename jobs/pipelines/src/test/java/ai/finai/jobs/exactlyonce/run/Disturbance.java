package ai.finai.jobs.exactlyonce.run;

import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.embedded.EmbeddedKafka;
import ai.finai.embedded.EmbeddedS3;
import ai.finai.jobs.exactlyonce.faults.Fault;
import ai.finai.jobs.exactlyonce.faults.Faults;
import ai.finai.jobs.exactlyonce.faults.Place;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** What happens while records come. Each ends with {@link Run#finish} or the like. */
public enum Disturbance {
    NONE {
        @Override
        public void happen(Run run) throws Exception {
            run.start(2);
            run.checkpoints(2);
            run.finish(0);
        }
    },
    /** What the default tests run: one of each kind that matters most. */
    SEVERAL {
        @Override
        public void happen(Run run) throws Exception {
            run.start(2);
            run.fail(Fault.PROCESSING, Place.INTAKE, 7);
            run.fail(Fault.BEFORE_COMMIT, Place.KAFKA_COMMITTER, 1);
            run.stopAndRestore(3);
            run.finish(2);
        }
    },
    IN_PROCESSING {
        @Override
        public void happen(Run run) throws Exception {
            run.start(2);
            run.fail(Fault.PROCESSING, Place.INTAKE, 20);
            run.fail(Fault.PROCESSING, Place.ALERTS, 2);
            run.fail(Fault.PROCESSING, Place.WATCHED_TABLE, 5);
            run.finish(3);
        }
    },
    IN_THE_SYNC_PART_OF_A_SNAPSHOT {
        @Override
        public void happen(Run run) throws Exception {
            run.start(2);
            run.fail(Fault.SNAPSHOT_SYNC, Place.INTAKE, 2);
            run.fail(Fault.SNAPSHOT_SYNC, Place.INPUT_TABLE, 1);
            run.finish(2);
        }
    },
    IN_THE_ASYNC_PART_OF_A_SNAPSHOT {
        @Override
        public void happen(Run run) throws Exception {
            run.start(2);
            run.fail(Fault.SNAPSHOT_ASYNC, Place.ALERTS, 1);
            run.fail(Fault.SNAPSHOT_ASYNC, Place.WATCHED_TABLE, 2);
            run.finish(2);
        }
    },
    BETWEEN_SNAPSHOT_AND_COMMIT {
        @Override
        public void happen(Run run) throws Exception {
            run.start(2);
            run.fail(Fault.NOTICE, Place.INPUT_TABLE, 1);
            run.fail(Fault.NOTICE, Place.WATCHED_TABLE, 2);
            run.fail(Fault.BEFORE_COMMIT, Place.KAFKA_COMMITTER, 1);
            run.fail(Fault.AFTER_COMMIT, Place.KAFKA_COMMITTER, 1);
            run.finish(4);
        }
    },
    /** A batch across accounts is scored, and some of its accounts are written; or a symbol is about to be. */
    IN_THE_MIDST_OF_A_BATCH {
        @Override
        public void happen(Run run) throws Exception {
            run.start(2);
            run.fail(Fault.PROCESSING, Place.STATE, 1);
            run.fail(Fault.PROCESSING, Place.STATE, 4);
            run.stopAndRestore(3);
            run.fail(Fault.PROCESSING, Place.STATE, 9);
            run.finish(3);
        }
    },
    /** While the model is loaded or has just come into force on some subtasks, and over a rescale. Only where there are such. */
    WHILE_MODELS_ARE_SWAPPED {
        @Override
        public void happen(Run run) throws Exception {
            JobWithModels models = (JobWithModels) run.job();
            run.start(2);
            run.checkpoints(1);
            String second = models.order("2");
            run.fail(Fault.PROCESSING, Place.WATCHED_TABLE, 1);
            run.until(second + " is carried out", () -> models.isInForce(second));
            String third = models.order("3");
            run.stopAndRestore(3);
            run.fail(Fault.SNAPSHOT_ASYNC, Place.ALERTS, 1);
            run.until(third + " is carried out", () -> models.isInForce(third));
            run.finish(2);
        }
    },
    ANYWHERE_AT_RANDOM {
        private static final int TIMES = 6;

        @Override
        public void happen(Run run) throws Exception {
            run.start(1 + run.random().nextInt(3));
            List<Fault> faults = List.of(Fault.values());
            List<Place> places = List.of(Place.INTAKE, Place.ALERTS, Place.INPUT_TABLE, Place.WATCHED_TABLE);
            for (int i = 0; i < TIMES; i++) {
                Fault fault = faults.get(run.random().nextInt(faults.size()));
                boolean commit = fault == Fault.BEFORE_COMMIT || fault == Fault.AFTER_COMMIT;
                Place place =
                        commit ? Place.KAFKA_COMMITTER : places.get(run.random().nextInt(places.size()));
                run.fail(fault, place, commit ? 1 : 1 + run.random().nextInt(3));
            }
            run.finish(TIMES);
        }
    },
    RESCALED_FROM_1_TO_2_TO_3 {
        @Override
        public void happen(Run run) throws Exception {
            run.start(1);
            run.stopAndRestore(2);
            run.fail(Fault.PROCESSING, Place.INTAKE, 3);
            run.stopAndRestore(3);
            run.stopAndRestore(1);
            run.finish(1);
        }
    },
    THE_BROKER_IS_KILLED {
        @Override
        public void happen(Run run) throws Exception {
            EmbeddedKafka kafka = run.servers().kafka();
            run.start(2);
            for (int i = 0; i < 2; i++) {
                run.checkpoints(2);
                run.flush();
                long pid = kafka.pid();
                kafka.kill();
                assertThat(kafka.running()).isFalse();
                kafka.restart();
                assertThat(kafka.pid()).isNotEqualTo(pid);
                run.checkpoints(2);
            }
            run.finish(0);
        }
    },
    THE_S3_SERVER_IS_KILLED {
        /** Several times as long as checkpoints are apart. */
        private static final Duration OUTAGE = Duration.ofSeconds(6);

        @Override
        public void happen(Run run) throws Exception {
            EmbeddedS3 s3 = run.servers().s3();
            run.start(2);
            run.checkpoints(2);
            s3.kill();
            int before = Faults.checkpoints();
            run.letPass(OUTAGE);
            int completed = Faults.checkpoints();
            assertThat(completed)
                    .as("checkpoints without S3, but for one that was about to be complete")
                    .isLessThanOrEqualTo(before + 1);
            s3.restart();
            run.until("checkpoints complete again", () -> Faults.checkpoints() >= completed + 2);
            run.finish(0);
        }
    },
    THE_S3_SERVER_IS_BUSY {
        @Override
        public void happen(Run run) throws Exception {
            run.start(2);
            for (int i = 0; i < 4; i++) {
                run.checkpoints(1);
                run.servers().s3().failNext(8);
            }
            run.checkpoints(2);
            run.servers().s3().failNext(0);
            run.finish(0);
        }
    },
    THE_JOBS_JVM_IS_KILLED {
        @Override
        public void happen(Run run) throws Exception {
            run.startProcess(2, null);
            for (int parallelism : new int[] {2, 3}) {
                String checkpoint = run.killAfterCheckpoints(2);
                run.startProcess(parallelism, checkpoint);
            }
            run.finishProcess();
        }
    };

    /** All, or the one that {@code finai.disturbance} names. */
    public static Stream<Disturbance> chosen() {
        String chosen = System.getProperty("finai.disturbance");
        return chosen == null ? Arrays.stream(values()) : Stream.of(valueOf(chosen));
    }

    public abstract void happen(Run run) throws Exception;
}

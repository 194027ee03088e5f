package ai.finai.laboratory;

import ai.finai.cli.CommandFailed;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "train", description = "x")
final class TrainCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        throw CommandFailed.missing("not yet");
    }
}

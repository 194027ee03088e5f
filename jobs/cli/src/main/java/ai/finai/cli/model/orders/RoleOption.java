package ai.finai.cli.model.orders;

import ai.finai.cli.CommandFailed;
import ai.finai.models.ModelRole;
import picocli.CommandLine.Option;

/** Which model in force an order is about. */
public final class RoleOption {

    @Option(
            names = "--role",
            paramLabel = "champion|forecaster|sentiment",
            defaultValue = "champion",
            description =
                    "Which model: the AML job's champion, or the market job's forecaster or sentiment model. --config is that"
                            + " job's. Default: ${DEFAULT-VALUE}.")
    private ModelRole role;

    /** @throws CommandFailed if it is that of a challenger, which is never in force */
    ModelRole role() {
        if (role == ModelRole.CHALLENGER) {
            throw CommandFailed.usage("a challenger is never in force: use finai model shadow");
        }
        return role;
    }
}

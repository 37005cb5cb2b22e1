package io.lockward.cloud.command;

import io.lockward.cloud.http.Problem;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.command.Command;
import io.lockward.protocol.command.RebootLevel;
import org.jspecify.annotations.Nullable;

/// The body of a request for a command.
///
/// @param kind `unlock` or `reboot`
/// @param compartment with `unlock`, such as `A07`
/// @param level with `reboot`: `kiosk`, `agent` or `controller`
/// @param reason why, 3 to 256 characters; it goes on the record
public record AskedCommand(
        @Nullable String kind,
        @Nullable String compartment,
        @Nullable String level,
        @Nullable String reason) {
    /// What it asks for.
    ///
    /// @throws io.lockward.cloud.http.ProblemException naming the field that is wrong
    Command command() {
        return switch (kind == null ? "" : kind) {
            case "unlock" -> {
                absent("level", level);
                if (compartment == null || !CompartmentId.isValid(compartment)) {
                    throw Problem.invalid("compartment", "is a column letter and a two-digit row, such as A07")
                            .asException();
                }
                yield new Command.Unlock(new CompartmentId(compartment));
            }
            case "reboot" -> {
                absent("compartment", compartment);
                yield new Command.Reboot(
                        switch (level == null ? "" : level) {
                            case "kiosk" -> RebootLevel.KIOSK;
                            case "agent" -> RebootLevel.AGENT;
                            case "controller" -> RebootLevel.CONTROLLER;
                            default ->
                                throw Problem.invalid("level", "is one of kiosk, agent, controller")
                                        .asException();
                        });
            }
            default -> throw Problem.invalid("kind", "is one of unlock, reboot").asException();
        };
    }

    /// The reason given.
    ///
    /// @throws io.lockward.cloud.http.ProblemException when there is none
    String why() {
        String text = reason == null ? "" : reason.strip();
        if (text.length() < 3 || text.length() > 256 || text.chars().anyMatch(Character::isISOControl)) {
            throw Problem.invalid("reason", "says why in 3 to 256 characters on one line; it goes on the record")
                    .asException();
        }
        return text;
    }

    private void absent(String field, @Nullable String value) {
        if (value != null) {
            throw Problem.invalid(field, "does not belong to a command of kind " + kind)
                    .asException();
        }
    }
}

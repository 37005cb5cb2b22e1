package io.lockward.cloud.command;

import io.lockward.cloud.http.Problem;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.command.Command;
import io.lockward.protocol.command.RebootLevel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The body of a request for a command.
///
/// @param kind `unlock`, `unlock-all`, `reboot`, `locate`, `selftest`, `out-of-service`, `in-service`, `diagnose` or
///     `pause-remedy`
/// @param compartment with `unlock`, `out-of-service` and `in-service`, such as `A07`
/// @param level with `reboot`: `kiosk`, `agent`, `controller` or `power`
/// @param seconds with `locate`: 1 to 300, 30 when absent
/// @param minutes with `pause-remedy`: 0 (go on now) to 1,440
/// @param reason why, 3 to 256 characters; it goes on the record
public record AskedCommand(
        @Nullable String kind,
        @Nullable String compartment,
        @Nullable String level,
        @Nullable Integer seconds,
        @Nullable Integer minutes,
        @Nullable String reason) {
    private static final int LOCATE_SECONDS = 30;
    /// All of them, as an expression.
    static final String KINDS =
            "unlock|unlock-all|reboot|locate|selftest|out-of-service|in-service|diagnose|pause-remedy";

    /// What it asks for.
    ///
    /// @throws io.lockward.cloud.http.ProblemException naming the field that is wrong
    Command command() {
        String asked = kind == null ? "" : kind;
        if (!asked.matches("unlock|out-of-service|in-service")) {
            absent("compartment", compartment);
        }
        if (!asked.equals("reboot")) {
            absent("level", level);
        }
        if (!asked.equals("locate")) {
            absent("seconds", seconds);
        }
        if (!asked.equals("pause-remedy")) {
            absent("minutes", minutes);
        }
        return switch (asked) {
            case "unlock" -> new Command.Unlock(place());
            case "unlock-all" -> new Command.UnlockAll(List.of());
            case "reboot" -> new Command.Reboot(restart());
            case "locate" -> new Command.Locate(within("seconds", seconds == null ? LOCATE_SECONDS : seconds, 1, 300));
            case "selftest" -> new Command.Selftest();
            case "out-of-service" -> new Command.OutOfService(place());
            case "in-service" -> new Command.InService(place());
            case "diagnose" -> new Command.Diagnose();
            case "pause-remedy" -> new Command.PauseRemedy(within("minutes", minutes == null ? -1 : minutes, 0, 1_440));
            default ->
                throw Problem.invalid("kind", "is one of " + KINDS.replace("|", ", "))
                        .asException();
        };
    }

    /// Whether only support may ask for it: it stops a bank for a while, opens all of it, or tells its inside.
    boolean needsSupport() {
        return switch (kind == null ? "" : kind) {
            case "unlock-all", "diagnose", "pause-remedy" -> true;
            case "reboot" -> "controller".equals(level) || "power".equals(level);
            default -> false;
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

    private CompartmentId place() {
        if (compartment == null || !CompartmentId.isValid(compartment)) {
            throw Problem.invalid("compartment", "is a column letter and a two-digit row, such as A07")
                    .asException();
        }
        return new CompartmentId(compartment);
    }

    private RebootLevel restart() {
        return switch (level == null ? "" : level) {
            case "kiosk" -> RebootLevel.KIOSK;
            case "agent" -> RebootLevel.AGENT;
            case "controller" -> RebootLevel.CONTROLLER;
            case "power" -> RebootLevel.POWER;
            default ->
                throw Problem.invalid("level", "is one of kiosk, agent, controller, power")
                        .asException();
        };
    }

    private static int within(String field, int value, int least, int most) {
        if (value < least || value > most) {
            throw Problem.invalid(field, "is " + least + " to " + most).asException();
        }
        return value;
    }

    private void absent(String field, @Nullable Object value) {
        if (value != null) {
            throw Problem.invalid(field, "does not belong to a command of kind " + kind)
                    .asException();
        }
    }
}

package io.lockward.cloud.store;

import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.command.Command;
import io.lockward.protocol.wire.Decoded;
import io.lockward.protocol.wire.WireJson;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// A command as a column holds it: the words of the wire. Stateless.
public final class CommandText {
    private CommandText() {}

    public static String write(Command command) {
        return new String(WireJson.encode(command), StandardCharsets.UTF_8);
    }

    /// @throws IllegalStateException when it is none: only commands were ever written there
    public static Command read(String text) {
        return switch (WireJson.command(text.getBytes(StandardCharsets.UTF_8))) {
            case Decoded.Ok<Command>(Command command) -> command;
            case Decoded.Rejected<Command> no -> throw new IllegalStateException("a command is kept as " + no.detail());
        };
    }

    /// The one compartment it is about, when there is one.
    public static @Nullable CompartmentId compartment(Command command) {
        return switch (command) {
            case Command.Unlock unlock -> unlock.compartment();
            case Command.OutOfService out -> out.compartment();
            case Command.InService in -> in.compartment();
            case Command.UnlockAll _,
                    Command.Reboot _,
                    Command.Locate _,
                    Command.Selftest _,
                    Command.Diagnose _,
                    Command.PauseRemedy _ -> null;
        };
    }
}

package io.lockward.cloud.command;

import io.lockward.protocol.BankId;
import io.lockward.protocol.CommandId;
import io.lockward.protocol.Diagnostics;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A diagnostic bundle as it is told.
///
/// @param command the command that brought it
/// @param by who asked for it, and why; `null` when that command is forgotten
/// @param proven whether its signature holds with the key that is registered for the bank today. It held when it came:
///     what is not signed by the bank is not kept
/// @param at the controller's wall clock, which may be wrong
/// @param up milliseconds since boot
/// @param jws the same, as the bank signed it
public record BundleView(
        BankId bank,
        CommandId command,
        @Nullable String by,
        @Nullable String reason,
        boolean proven,
        Instant receivedAt,
        Instant at,
        long boot,
        long up,
        Map<String, String> facts,
        List<String> log,
        String jws) {

    /// The same in a list.
    ///
    /// @param lines of the log
    public record Listed(
            CommandId command,
            @Nullable String by,
            @Nullable String reason,
            boolean proven,
            Instant receivedAt,
            Instant at,
            long boot,
            long up,
            int facts,
            int lines) {
        static Listed of(BundleView bundle) {
            return new Listed(
                    bundle.command(),
                    bundle.by(),
                    bundle.reason(),
                    bundle.proven(),
                    bundle.receivedAt(),
                    bundle.at(),
                    bundle.boot(),
                    bundle.up(),
                    bundle.facts().size(),
                    bundle.log().size());
        }
    }

    static BundleView of(Diagnostics told, CommandReadStore.Bundle stored, boolean proven) {
        return new BundleView(
                told.bank(),
                stored.command(),
                stored.by(),
                stored.reason(),
                proven,
                stored.receivedAt(),
                told.at(),
                told.boot(),
                told.up(),
                told.facts(),
                told.log(),
                stored.jws());
    }
}

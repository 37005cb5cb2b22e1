package io.lockward.cloud.command;

import io.lockward.protocol.BankId;
import io.lockward.protocol.Diagnostics;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// A diagnostic bundle as it is told.
///
/// @param at the controller's wall clock, which may be wrong
/// @param up milliseconds since boot
/// @param jws the same, as the bank signed it
public record BundleView(
        BankId bank,
        Instant receivedAt,
        Instant at,
        long boot,
        long up,
        Map<String, String> facts,
        List<String> log,
        String jws) {
    static BundleView of(Diagnostics told, Instant receivedAt, String jws) {
        return new BundleView(
                told.bank(), receivedAt, told.at(), told.boot(), told.up(), told.facts(), told.log(), jws);
    }
}

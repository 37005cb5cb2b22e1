package io.lockward.protocol;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// What a bank tells about itself when support asks why it is unwell.
///
/// @param bank whose
/// @param command the command that asked
/// @param at the controller's wall clock, which may be wrong
/// @param boot how many times the controller has booted, from 1
/// @param up milliseconds since boot
/// @param facts versions, disk, memory, temperature, clock, network path and the like: at most 128, by name of at
///     most 64 characters, values up to 512 characters
/// @param log the agent's last log lines, oldest first: at most 200 lines of up to 400 characters. They hold no
///     codes and no names of residents
public record Diagnostics(
        BankId bank, CommandId command, Instant at, long boot, long up, Map<String, String> facts, List<String> log) {
    /// More lines are not taken.
    public static final int MOST_LINES = 200;
    /// Longer lines are not taken.
    public static final int LINE_LENGTH = 400;

    public Diagnostics {
        Objects.requireNonNull(bank, "bank");
        Objects.requireNonNull(command, "command");
        Objects.requireNonNull(at, "at");
        Guard.atLeast(boot, 1, "boot");
        Guard.atLeast(up, 0, "up");
        if (facts.size() > 128 || log.size() > MOST_LINES) {
            throw new IllegalArgumentException("at most 128 facts and " + MOST_LINES + " lines");
        }
        facts.forEach((name, value) -> {
            Guard.text(name, "fact", 64);
            Guard.optionalText(value, name, 512);
        });
        log.forEach(line -> Guard.optionalText(line, "line", LINE_LENGTH));
        facts = Collections.unmodifiableSortedMap(new TreeMap<>(facts));
        log = List.copyOf(log);
    }
}

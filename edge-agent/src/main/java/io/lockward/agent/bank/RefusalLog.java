package io.lockward.agent.bank;

import io.lockward.protocol.CommandId;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// Keeps a flood of refusals from flooding the journal.
///
/// @param recorded how many were recorded in the current minute
/// @param unrecorded how many were only counted since the last recorded one
/// @param repeated uptime in milliseconds of the last answer to a repetition, by command
record RefusalLog(Quota recorded, long unrecorded, SortedMap<CommandId, Long> repeated) {
    static final RefusalLog START = new RefusalLog(Quota.START, 0, new TreeMap<>());

    RefusalLog {
        repeated = Collections.unmodifiableSortedMap(repeated);
    }

    RefusalLog at(long up) {
        return new RefusalLog(recorded.at(up), unrecorded, repeated);
    }

    RefusalLog withOneRecorded() {
        return new RefusalLog(recorded.plusOne(), 0, repeated);
    }

    RefusalLog withOneUnrecorded() {
        return new RefusalLog(recorded, unrecorded + 1, repeated);
    }

    /// Whether a repetition of this command was answered within the last minute.
    boolean hasAnswered(CommandId command, long up) {
        Long answered = repeated.get(command);
        return answered != null && up - answered < Quota.MINUTE;
    }

    RefusalLog withAnswered(CommandId command, long up) {
        SortedMap<CommandId, Long> changed = new TreeMap<>(repeated);
        changed.values().removeIf(answered -> up - answered >= Quota.MINUTE);
        changed.put(command, up);
        return new RefusalLog(recorded, unrecorded, changed);
    }
}

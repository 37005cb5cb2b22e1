package io.lockward.agent.bank;

import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.entry.ConfigEntry;
import io.lockward.protocol.entry.Stamp;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What was decided about a bank from afar and outlasts boots, and how often it was opened from afar. A part of
/// [BankMemory].
///
/// @param keySetVersion of the newest key set, from 0 (none)
/// @param keySet as the root signed it
/// @param configVersion of the newest configuration, from 0 (none)
/// @param settings what differs from the configuration file
/// @param outOfService compartments not to be used
/// @param remoteUnlocks when unlocks from afar were accepted in the last minute, oldest first
public record Policy(
        long keySetVersion,
        @Nullable String keySet,
        long configVersion,
        SortedMap<String, String> settings,
        SortedSet<CompartmentId> outOfService,
        List<Stamp> remoteUnlocks) {
    private static final long MINUTE = 60_000;

    /// Nothing was decided yet.
    public static final Policy NONE = new Policy(0, null, 0, new TreeMap<>(), new TreeSet<>(), List.of());

    public Policy {
        settings = Collections.unmodifiableSortedMap(settings);
        outOfService = Collections.unmodifiableSortedSet(outOfService);
        remoteUnlocks = List.copyOf(remoteUnlocks);
    }

    Policy then(ConfigEntry entry) {
        return switch (entry) {
            case ConfigEntry.KeysApplied keys ->
                keys.problem() == null && keys.keySet() != null
                        ? new Policy(
                                keys.version(), keys.keySet(), configVersion, settings, outOfService, remoteUnlocks)
                        : this;
            case ConfigEntry.Applied applied ->
                // A configuration that could not be applied is not tried again.
                new Policy(
                        keySetVersion,
                        keySet,
                        applied.version(),
                        applied.settings() == null ? settings : new TreeMap<>(applied.settings()),
                        outOfService,
                        remoteUnlocks);
            case ConfigEntry.Service service -> {
                SortedSet<CompartmentId> changed = new TreeSet<>(outOfService);
                if (service.inService()) {
                    changed.remove(service.compartment());
                } else {
                    changed.add(service.compartment());
                }
                yield new Policy(keySetVersion, keySet, configVersion, settings, changed, remoteUnlocks);
            }
        };
    }

    Policy withRemoteUnlock(Stamp at) {
        List<Stamp> kept = new ArrayList<>(remoteUnlocks);
        kept.removeIf(earlier -> !counts(earlier, at.boot(), at.up()));
        kept.add(at);
        return new Policy(keySetVersion, keySet, configVersion, settings, outOfService, kept);
    }

    /// How many unlocks from afar count against the limit now. Those of an earlier boot count as if they had been at
    /// the start of this one: how long the bank was down is nothing it can know.
    long remoteUnlocksWithinAMinute(long boot, long up) {
        return remoteUnlocks.stream().filter(at -> counts(at, boot, up)).count();
    }

    private static boolean counts(Stamp at, long boot, long up) {
        return up - (at.boot() == boot ? at.up() : 0) < MINUTE;
    }
}

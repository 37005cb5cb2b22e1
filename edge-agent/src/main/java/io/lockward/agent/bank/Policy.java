package io.lockward.agent.bank;

import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.entry.ConditionEntry;
import io.lockward.protocol.entry.ConfigEntry;
import io.lockward.protocol.entry.DoorEntry;
import io.lockward.protocol.entry.SensorScale;
import io.lockward.protocol.entry.Stamp;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What was set at a bank, from afar or on site, and outlasts boots, and how often it was opened from afar. A part of
/// [BankMemory].
///
/// @param keySetVersion of the newest key set, from 0 (none)
/// @param keySet as the root signed it
/// @param configVersion of the newest configuration, from 0 (none)
/// @param settings what differs from the configuration file
/// @param outOfService compartments not to be used, by a person's word or a rule of the bank ([ServiceRules])
/// @param remoteUnlocks when unlocks from afar were accepted in the last minute, oldest first
/// @param locks what is held against a compartment's lock, where something is
/// @param calibrations of occupancy sensors, where they were calibrated
public record Policy(
        long keySetVersion,
        @Nullable String keySet,
        long configVersion,
        SortedMap<String, String> settings,
        SortedSet<CompartmentId> outOfService,
        List<Stamp> remoteUnlocks,
        SortedMap<CompartmentId, LockHistory> locks,
        SortedMap<CompartmentId, List<SensorScale>> calibrations) {
    private static final long MINUTE = 60_000;

    /// Nothing was decided yet.
    public static final Policy NONE =
            new Policy(0, null, 0, new TreeMap<>(), new TreeSet<>(), List.of(), new TreeMap<>(), new TreeMap<>());

    public Policy {
        settings = Collections.unmodifiableSortedMap(settings);
        outOfService = Collections.unmodifiableSortedSet(outOfService);
        remoteUnlocks = List.copyOf(remoteUnlocks);
        locks = Collections.unmodifiableSortedMap(locks);
        calibrations = Collections.unmodifiableSortedMap(calibrations);
    }

    /// What is held against a compartment's lock.
    public LockHistory lock(CompartmentId compartment) {
        return locks.getOrDefault(compartment, LockHistory.CLEAN);
    }

    /// Why a compartment is out of use, for people; `null` when it is in use.
    public @Nullable String whyOutOfService(CompartmentId compartment) {
        String why = lock(compartment).why();
        return outOfService.contains(compartment) && why == null ? "a person decided so" : why;
    }

    Policy then(ConfigEntry entry) {
        return switch (entry) {
            case ConfigEntry.KeysApplied keys ->
                keys.problem() == null && keys.keySet() != null
                        ? new Policy(
                                keys.version(),
                                keys.keySet(),
                                configVersion,
                                settings,
                                outOfService,
                                remoteUnlocks,
                                locks,
                                calibrations)
                        : this;
            case ConfigEntry.Applied applied ->
                // A configuration that could not be applied is not tried again.
                new Policy(
                        keySetVersion,
                        keySet,
                        applied.version(),
                        applied.settings() == null ? settings : new TreeMap<>(applied.settings()),
                        outOfService,
                        remoteUnlocks,
                        locks,
                        calibrations);
            case ConfigEntry.Service service -> {
                SortedSet<CompartmentId> changed = new TreeSet<>(outOfService);
                SortedMap<CompartmentId, LockHistory> histories = new TreeMap<>(locks);
                if (service.inService()) {
                    changed.remove(service.compartment());
                    histories.remove(service.compartment());
                } else {
                    changed.add(service.compartment());
                    histories.put(
                            service.compartment(),
                            lock(service.compartment()).outOfService(service.cause(), service.why()));
                }
                yield new Policy(
                        keySetVersion,
                        keySet,
                        configVersion,
                        settings,
                        changed,
                        remoteUnlocks,
                        histories,
                        calibrations);
            }
        };
    }

    Policy then(DoorEntry entry) {
        LockHistory history = lock(entry.compartment());
        return switch (entry) {
            case DoorEntry.Jammed _ -> withLock(entry.compartment(), history.jammed());
            case DoorEntry.Opened _ -> withLock(entry.compartment(), history.opened());
            case DoorEntry.Pulsed _ -> withLock(entry.compartment(), history.pulsed());
            case DoorEntry.Closed _ -> this;
        };
    }

    Policy then(ConditionEntry entry) {
        boolean missed = entry instanceof ConditionEntry.Raised
                && entry.kind() == ConditionEntry.Kind.LOCK_NOT_ENGAGED
                && CompartmentId.isValid(entry.subject());
        if (!missed) {
            return this;
        }
        CompartmentId compartment = new CompartmentId(entry.subject());
        return withLock(compartment, lock(compartment).notEngaged());
    }

    private Policy withLock(CompartmentId compartment, LockHistory history) {
        if (history.equals(lock(compartment))) {
            return this;
        }
        SortedMap<CompartmentId, LockHistory> changed = new TreeMap<>(locks);
        if (history.equals(LockHistory.CLEAN)) {
            changed.remove(compartment);
        } else {
            changed.put(compartment, history);
        }
        return new Policy(
                keySetVersion, keySet, configVersion, settings, outOfService, remoteUnlocks, changed, calibrations);
    }

    Policy withCalibration(CompartmentId compartment, List<SensorScale> sensors) {
        SortedMap<CompartmentId, List<SensorScale>> changed = new TreeMap<>(calibrations);
        changed.put(compartment, sensors);
        return new Policy(keySetVersion, keySet, configVersion, settings, outOfService, remoteUnlocks, locks, changed);
    }

    Policy withRemoteUnlock(Stamp at) {
        List<Stamp> kept = new ArrayList<>(remoteUnlocks);
        kept.removeIf(earlier -> !counts(earlier, at.boot(), at.up()));
        kept.add(at);
        return new Policy(keySetVersion, keySet, configVersion, settings, outOfService, kept, locks, calibrations);
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

package io.lockward.agent;

import io.lockward.agent.bank.power.UpsReading;
import io.lockward.agent.bank.power.UpsState;
import io.lockward.agent.hardware.Controller;
import io.lockward.agent.hardware.DiskUse;
import io.lockward.agent.journal.Journal;
import io.lockward.agent.journal.JournalStats;
import io.lockward.protocol.Telemetry;
import io.lockward.protocol.entry.Stamp;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Gathers one set of samples. What cannot be read is left out.
final class Telemetering {
    private Telemetering() {}

    /// @param ups the latest reading, when there is one
    static Telemetry sample(Stamp stamp, @Nullable UpsReading ups, Controller controller, Journal journal) {
        Map<String, Double> samples = new TreeMap<>();
        if (ups instanceof UpsReading.Read(UpsState state)) {
            put(samples, "ups.charge-percent", state.chargePercent());
            put(samples, "ups.runtime-seconds", state.runtimeSeconds());
            put(samples, "ups.load-percent", state.loadPercent());
            put(samples, "ups.supply-millivolts", state.supplyMillivolts());
            put(samples, "ups.battery-millivolts", state.batteryMillivolts());
        }
        put(samples, "controller.temperature-millicelsius", controller.temperatureMilliCelsius());
        DiskUse disk = controller.disk();
        if (disk != null) {
            put(samples, "disk.usable-bytes", disk.usableBytes());
            put(samples, "disk.used-percent", disk.usedPercent());
        }
        JournalStats stats = journal.stats();
        put(samples, "journal.bytes", stats.bytes());
        put(samples, "journal.backlog-entries", Math.max(0, journal.durableSeq() - journal.acknowledged()));
        put(samples, "journal.dropped-entries", stats.droppedEntries());
        return new Telemetry(stamp.at(), stamp.boot(), stamp.up(), samples);
    }

    private static void put(Map<String, Double> samples, String metric, @Nullable Number value) {
        if (value != null) {
            samples.put(metric, value.doubleValue());
        }
    }
}

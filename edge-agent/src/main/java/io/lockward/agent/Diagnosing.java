package io.lockward.agent;

import io.lockward.agent.hardware.Controller;
import io.lockward.agent.hardware.DiskUse;
import io.lockward.agent.journal.Journal;
import io.lockward.agent.journal.JournalStats;
import io.lockward.agent.link.LinkStatus;
import io.lockward.protocol.BankId;
import io.lockward.protocol.CommandId;
import io.lockward.protocol.Diagnostics;
import io.lockward.protocol.entry.Stamp;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Gathers a diagnostic bundle. What cannot be read is left out; the whole fits its channel.
final class Diagnosing {
    /// Of the log, so many characters at most: the bundle grows by a third when it is signed, and has 64 KiB.
    private static final int MOST_LOG = 36_000;

    private static final int MOST_INTERFACES = 12;

    private Diagnosing() {}

    /// @param version of the agent
    /// @param path of the link's connection, when it stands
    /// @param log oldest first
    static Diagnostics gather(
            BankId bank,
            CommandId command,
            Stamp stamp,
            String version,
            Controller controller,
            Journal journal,
            LinkStatus link,
            @Nullable String path,
            List<String> log) {
        Map<String, String> facts = new TreeMap<>();
        put(facts, "agent.version", version);
        put(facts, "java.version", System.getProperty("java.version"));
        put(
                facts,
                "os",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"));
        put(facts, "boot.id", controller.bootId());
        put(facts, "boot.uptime-seconds", controller.uptime().toSeconds());
        Runtime runtime = Runtime.getRuntime();
        put(facts, "memory.heap-used-bytes", runtime.totalMemory() - runtime.freeMemory());
        put(facts, "memory.heap-most-bytes", runtime.maxMemory());
        put(facts, "processors", runtime.availableProcessors());
        put(facts, "temperature-millicelsius", controller.temperatureMilliCelsius());
        DiskUse disk = controller.disk();
        if (disk != null) {
            put(facts, "disk.used-percent", disk.usedPercent());
            put(facts, "disk.usable-bytes", disk.usableBytes());
        }
        journal(facts, journal);
        controller.facts().forEach((name, value) -> put(facts, name, value));
        link(facts, link, stamp);
        put(facts, "link.path", path);
        network(facts);
        return new Diagnostics(bank, command, stamp.at(), stamp.boot(), stamp.up(), facts, newest(log));
    }

    private static void journal(Map<String, String> facts, Journal journal) {
        JournalStats stats = journal.stats();
        put(facts, "journal.id", journal.id());
        put(facts, "journal.epoch", journal.epoch());
        put(facts, "journal.last-seq", journal.lastSeq());
        put(facts, "journal.durable-seq", journal.durableSeq());
        put(facts, "journal.acknowledged-seq", journal.acknowledged());
        put(facts, "journal.bytes", stats.bytes());
        put(facts, "journal.dropped-entries", stats.droppedEntries());
        put(facts, "journal.recovered", journal.recovered());
    }

    private static void link(Map<String, String> facts, LinkStatus link, Stamp stamp) {
        put(facts, "link.up", link.isUp());
        put(facts, "link.attempts", link.attempts());
        put(facts, "link.ups", link.ups());
        Long lastUp = link.lastUp();
        put(facts, "link.connected-seconds-ago", lastUp == null ? null : Math.max(0, stamp.up() - lastUp) / 1_000);
        put(facts, "link.stalls", link.stalls());
        put(facts, "link.rewinds", link.rewinds());
        put(facts, "link.refused", link.refused());
        put(facts, "link.dropped-commands", link.droppedCommands());
        put(facts, "link.ignored-acks", link.ignoredAcks());
    }

    /// The path to the network as the controller sees it.
    private static void network(Map<String, String> facts) {
        try {
            int told = 0;
            for (NetworkInterface one : Collections.list(NetworkInterface.getNetworkInterfaces())) {
                if (!one.isLoopback() && told++ < MOST_INTERFACES) {
                    List<String> addresses = new ArrayList<>();
                    one.getInterfaceAddresses()
                            .forEach(address -> addresses.add(
                                    address.getAddress().getHostAddress() + "/" + address.getNetworkPrefixLength()));
                    put(facts, "network." + one.getName(), (one.isUp() ? "up " : "down ") + addresses);
                }
            }
        } catch (SocketException e) {
            put(facts, "network", e.getMessage());
        }
    }

    private static List<String> newest(List<String> log) {
        int from = log.size();
        int left = MOST_LOG;
        while (from > 0 && left >= log.get(from - 1).length()) {
            from--;
            left -= log.get(from).length();
        }
        return log.subList(from, log.size());
    }

    private static void put(Map<String, String> facts, String name, @Nullable Object value) {
        if (value != null) {
            String text = value.toString();
            facts.put(
                    name.length() > 64 ? name.substring(0, 64) : name,
                    text.length() > 512 ? text.substring(0, 512) : text);
        }
    }
}

package io.lockward.systemtest;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Compares what a bank's disk holds, what the database holds, what REST shows and which locks were really pulsed.
/// It shares no code with what it checks.
public final class Checker {
    private static final int MOST_PROBLEMS = 12;

    private final Path folder;
    private final String bank;
    private final TestServices services;
    private final Rest rest;

    public Checker(Path folder, String bank, TestServices services, Rest rest) {
        this.folder = folder;
        this.bank = bank;
        this.services = services;
        this.rest = rest;
    }

    /// What was found.
    ///
    /// @param lost durable on the bank, not in the cloud
    /// @param twice more than once in the cloud
    /// @param changed not the same bytes in both
    /// @param invented in the cloud, not on the bank
    /// @param stateDiffers subjects shown over REST unlike a replay of the journal
    /// @param pulses of locks, really
    /// @param pulsesWithoutCommand pulses that no durable entry of a command that was asked for stands before
    /// @param executedTwice commands that drove a lock more than once
    /// @param problems each of these in words
    public record Verdict(
            long entries,
            long lost,
            long twice,
            long changed,
            long invented,
            long stateDiffers,
            long pulses,
            long pulsesWithoutCommand,
            long executedTwice,
            List<String> problems) {

        public String line() {
            return "entries " + entries + ", lost " + lost + ", twice " + twice + ", changed " + changed
                    + ", invented " + invented + ", state differs " + stateDiffers + ", pulses " + pulses
                    + ", without command " + pulsesWithoutCommand + ", commands executed twice " + executedTwice;
        }

        public void mustBeClean() {
            if (!problems.isEmpty()) {
                throw new AssertionError(line() + "\n" + String.join("\n", problems));
            }
        }
    }

    /// Whether everything on the bank's disk has arrived.
    public boolean isDrained() throws SQLException {
        return CloudLedger.upTo(services, bank) == JournalOnDisk.read(folder).lastSeq();
    }

    /// Checks a bank whose agent does not run.
    ///
    /// @param asked ids of every command that was accepted by the cloud
    public Verdict check(Set<String> asked) throws SQLException, IOException, InterruptedException {
        JournalOnDisk journal = JournalOnDisk.read(folder);
        CloudLedger cloud = CloudLedger.read(services, bank);
        List<String> problems = new ArrayList<>(journal.problems());
        long lost = 0;
        long changed = 0;
        for (JournalOnDisk.Entry entry : journal.entries().values()) {
            byte[] there = cloud.entries().get(entry.seq());
            if (there == null) {
                lost++;
                problems.add("lost: " + entry.seq() + " " + entry.text());
            } else if (!Arrays.equals(there, entry.bytes())) {
                changed++;
                problems.add("changed: " + entry.seq() + " " + entry.text());
            }
        }
        long invented = cloud.entries().keySet().stream()
                .filter(seq -> !journal.entries().containsKey(seq))
                .count();
        report(problems, invented, "entries in the cloud that the bank does not have");
        report(problems, cloud.twice(), "entries twice in the cloud");
        report(problems, Math.max(0, cloud.journals() - 1), "journals too many in the cloud");
        long differs = state(journal, problems);
        newestOverRest(journal, problems);
        Pulses pulses = pulses(journal, WitnessedLocks.read(folder.resolve("pulses")), asked, problems);
        return new Verdict(
                journal.entries().size(),
                lost,
                cloud.twice(),
                changed,
                invented,
                differs,
                pulses.count,
                pulses.withoutCommand,
                pulses.twice,
                problems.subList(0, Math.min(MOST_PROBLEMS, problems.size())));
    }

    private long state(JournalOnDisk journal, List<String> problems) throws IOException, InterruptedException {
        Map<String, String> expected = Replay.of(journal);
        Map<String, String> shown = Replay.shown(rest.found("/api/v1/banks/" + bank));
        Set<String> subjects = new HashSet<>(expected.keySet());
        subjects.addAll(shown.keySet());
        long differs = 0;
        for (String subject : subjects) {
            String wanted = expected.getOrDefault(subject, "nothing");
            String seen = shown.getOrDefault(subject, "nothing");
            if (!wanted.equals(seen)) {
                differs++;
                problems.add("state of " + subject + " is shown as " + seen + ", the journal says " + wanted);
            }
        }
        return differs;
    }

    /// The newest page over REST holds the same JSON.
    private void newestOverRest(JournalOnDisk journal, List<String> problems) throws IOException, InterruptedException {
        for (JsonNode item :
                rest.found("/api/v1/banks/" + bank + "/entries?limit=100").path("items")) {
            JournalOnDisk.Entry entry = journal.entries().get(item.path("seq").asLong());
            if (entry == null || !entry.json().equals(item.path("entry"))) {
                problems.add("REST shows another entry: " + item);
            }
        }
    }

    /// What the locks did.
    ///
    /// @param count real pulses
    /// @param withoutCommand as in [Verdict]
    /// @param twice commands that drove a lock more than once
    record Pulses(long count, long withoutCommand, long twice) {}

    /// What the locks did so far, for an agent that may be running; who asked does not matter here.
    Pulses pulses() throws IOException {
        // Pulses first: an entry that becomes durable after this reading can only be one too many.
        List<WitnessedLocks.Pulse> real = WitnessedLocks.read(folder.resolve("pulses"));
        return pulses(JournalOnDisk.read(folder), real, null, new ArrayList<>());
    }

    /// Every real pulse stands behind a durable `lock.pulsed` of its own, and that behind a command that was
    /// received, or a deposit that began ([Deposits] says what may be done for one).
    ///
    /// @param asked ids of the commands somebody asked for; `null` when that is not the question
    private static Pulses pulses(
            JournalOnDisk journal,
            List<WitnessedLocks.Pulse> real,
            @Nullable Set<String> asked,
            List<String> problems) {
        Map<String, List<Long>> recorded = new HashMap<>();
        Map<String, Integer> pulsesOf = new HashMap<>();
        Set<String> received = new HashSet<>();
        Set<String> deposits = new HashSet<>();
        long unasked = 0;
        for (JournalOnDisk.Entry entry : journal.entries().values()) {
            JsonNode json = entry.json();
            String type = json.path("type").asText();
            if (type.equals("command.received")) {
                received.add(json.path("command").asText());
            } else if (type.equals("deposit.started")) {
                deposits.add(json.path("deposit").asText());
            } else if (type.equals("lock.pulsed")) {
                String command = json.path("id").asText();
                recorded.computeIfAbsent(json.path("compartment").asText(), _ -> new ArrayList<>())
                        .add(entry.seq());
                if (deposits.contains(command)) {
                    continue;
                }
                pulsesOf.merge(command, 1, Integer::sum);
                if (!received.contains(command) || (asked != null && !asked.contains(command))) {
                    unasked++;
                    problems.add("nobody asked for " + entry.text());
                }
            }
        }
        long twice = pulsesOf.values().stream().filter(count -> count > 1).count();
        report(problems, twice, "commands with more than one lock.pulsed");
        for (WitnessedLocks.Pulse pulse : real) {
            List<Long> open = recorded.getOrDefault(pulse.compartment(), new ArrayList<>());
            // The newest one that was durable then; each serves one pulse only.
            Long mine = open.stream()
                    .filter(seq -> seq <= pulse.durableSeq())
                    .reduce((_, later) -> later)
                    .orElse(null);
            if (mine == null) {
                unasked++;
                problems.add("a pulse that no entry stands before: " + pulse);
            } else {
                open.remove(mine);
            }
        }
        return new Pulses(real.size(), unasked, twice);
    }

    private static void report(List<String> problems, long count, String what) {
        if (count > 0) {
            problems.add(count + " " + what);
        }
    }
}

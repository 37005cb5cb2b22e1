package io.lockward.simulator.seeded;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.lockward.agent.hardware.DoorPosition;
import io.lockward.fleet.StoredEntry;
import io.lockward.fleet.alarm.Alarm;
import io.lockward.fleet.command.CommandRecord;
import io.lockward.fleet.memory.InMemoryFleetStore;
import io.lockward.protocol.BankId;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.command.Command;
import io.lockward.protocol.command.CommandState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/// Compares what the bank did and saw with what the cloud believes, by rules of its own: it reads raw JSON and
/// the simulated world, and asks none of the code under test for a verdict.
final class Checker {
    private static final JsonMapper JSON = new JsonMapper();

    private final InMemoryFleetStore store;
    private final Ledger ledger;
    private final List<String> broken;

    Checker(InMemoryFleetStore store, Ledger ledger) {
        this.store = store;
        this.ledger = ledger;
        this.broken = new ArrayList<>(ledger.broken());
    }

    /// @return what does not hold; empty when all is well
    List<String> check(List<SeededBank> banks, Set<String> asked) {
        banks.forEach(bank -> {
            sameEntries(bank.id());
            commandsAndPulses(bank, asked);
            doors(bank);
            clips(bank.id());
        });
        everyCommandEnded();
        alarms();
        if (!store.hostile().isEmpty()) {
            broken.add("the cloud called " + store.hostile().size() + " honest payloads hostile, first: "
                    + store.hostile().getFirst().reason());
        }
        return broken;
    }

    private void sameEntries(BankId bank) {
        SortedMap<Long, String> durable = ledger.entries(bank);
        Map<Long, String> committed = new HashMap<>();
        for (StoredEntry entry : store.entries(bank)) {
            if (committed.put(entry.ref().seq(), entry.json()) != null) {
                broken.add(bank + " entry " + entry.ref().seq() + " is in the cloud twice");
            }
        }
        durable.forEach((seq, json) -> {
            String there = committed.remove(seq);
            if (there == null) {
                broken.add(bank + " entry " + seq + " never reached the cloud: " + json);
            } else if (!there.equals(json)) {
                broken.add(bank + " entry " + seq + " reads differently in the cloud");
            }
        });
        committed.forEach((seq, json) -> broken.add(bank + " never had the cloud's entry " + seq + ": " + json));
    }

    private void commandsAndPulses(SeededBank bank, Set<String> asked) {
        Set<String> received = new HashSet<>();
        Set<String> pulsed = new HashSet<>();
        Set<String> acted = new HashSet<>();
        Map<String, Long> pulses = new HashMap<>();
        long restarts = 0;
        for (String json : ledger.entries(bank.id()).values()) {
            JsonNode entry = tree(json);
            String command = entry.path("command").asText();
            switch (entry.path("type").asText()) {
                case "command.received" -> once(received, command, bank, "received");
                case "command.acted" -> {
                    once(acted, command, bank, "acted on");
                    if (!received.contains(command)) {
                        broken.add(bank.id() + " acted on " + command + " before it was received");
                    }
                }
                case "lock.pulsed" -> {
                    once(pulsed, entry.path("id").asText(), bank, "pulsed for");
                    pulses.merge(entry.path("compartment").asText(), 1L, Long::sum);
                    if (!asked.contains(entry.path("id").asText())) {
                        broken.add(bank.id() + " pulsed a lock that nobody asked for: " + json);
                    }
                }
                case "agent.started" -> restarts++;
                default -> {}
            }
        }
        bank.world().pulses().forEach((compartment, count) -> {
            if (count > pulses.getOrDefault(compartment.value(), 0L)) {
                broken.add(bank.id() + " drove the lock of " + compartment + " " + count + " times, and wrote "
                        + pulses.getOrDefault(compartment.value(), 0L));
            }
        });
        if (ledger.reboots(bank.id()) > acted.size()) {
            broken.add(bank.id() + " restarted more often than it was told");
        }
        if (restarts > bank.starts()) {
            broken.add(bank.id() + " says it started " + restarts + " times, and did " + bank.starts() + " times");
        }
        for (CommandRecord command : store.commands()) {
            boolean never = command.state() == CommandState.REFUSED
                    || command.state() == CommandState.EXPIRED
                    || command.state() == CommandState.CANCELLED;
            if (never && pulsed.contains(command.id().toString())) {
                broken.add(command.id() + " ended " + command.state() + " and yet a lock was driven for it");
            }
            if (command.bank().equals(bank.id())
                    && command.state() == CommandState.VERIFIED
                    && command.command() instanceof Command.Unlock
                    && !openedBy(bank.id(), command.id().toString())) {
                broken.add(command.id() + " is called verified and no door opened for it");
            }
        }
    }

    private void clips(BankId bank) {
        ClipCheck clips = new ClipCheck(bank.value());
        ledger.entries(bank).forEach((seq, json) -> clips.entry(seq, tree(json)));
        broken.addAll(clips.verdict());
    }

    private boolean openedBy(BankId bank, String command) {
        return ledger.entries(bank).values().stream()
                .filter(json -> json.contains("\"door.opened\""))
                .anyMatch(json -> tree(json).path("command").asText().equals(command));
    }

    private void doors(SeededBank bank) {
        Map<String, DoorPosition> believed = new HashMap<>();
        store.reported().stream()
                .filter(reported -> reported.bank().equals(bank.id()))
                .filter(reported -> reported.subject().startsWith("door/"))
                .forEach(reported -> believed.put(
                        reported.subject().substring("door/".length()),
                        reported.type().equals("door.opened") ? DoorPosition.OPEN : DoorPosition.CLOSED));
        for (Map.Entry<CompartmentId, DoorPosition> door : bank.world().doors().entrySet()) {
            DoorPosition seen = believed.getOrDefault(door.getKey().value(), DoorPosition.CLOSED);
            if (seen != door.getValue()) {
                broken.add(
                        bank.id() + " door " + door.getKey() + " is " + door.getValue() + ", the cloud says " + seen);
            }
        }
    }

    private void everyCommandEnded() {
        for (CommandRecord command : store.commands()) {
            if (!command.state().isEnd()) {
                broken.add(command.id() + " to " + command.bank() + " never ended: " + command.state());
            }
        }
    }

    private void alarms() {
        Set<Alarm.Key> open = new HashSet<>();
        for (Alarm alarm : store.openAlarms()) {
            if (!open.add(alarm.key())) {
                broken.add("two open alarms for " + alarm.key());
            }
            switch (alarm.kind()) {
                case ON_BATTERY, BATTERY_LOW, BANK_OFFLINE, KIOSK_FROZEN, FORCED_ENTRY, DOOR_AJAR ->
                    broken.add("all is well, and yet there is an alarm: " + alarm);
                default -> {}
            }
        }
    }

    private void once(Set<String> known, String command, SeededBank bank, String what) {
        if (!known.add(command)) {
            broken.add(bank.id() + " " + what + " " + command + " twice");
        }
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JacksonException e) {
            throw new IllegalStateException("a durable entry is no JSON: " + json, e);
        }
    }
}

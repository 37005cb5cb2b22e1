package io.lockward.fleet.memory;

import io.lockward.fleet.FleetChanges;
import io.lockward.fleet.FleetTransaction;
import io.lockward.fleet.HostilePayload;
import io.lockward.fleet.JournalState;
import io.lockward.fleet.Reported;
import io.lockward.fleet.StoredEntry;
import io.lockward.fleet.Subjects;
import io.lockward.fleet.alarm.Alarm;
import io.lockward.fleet.alarm.AlarmChange;
import io.lockward.fleet.clip.ClipRecord;
import io.lockward.fleet.command.CommandFact;
import io.lockward.fleet.command.CommandRecord;
import io.lockward.fleet.dispute.CaseTrigger;
import io.lockward.fleet.parcel.ParcelBooks;
import io.lockward.fleet.presence.PresenceState;
import io.lockward.fleet.presence.SignatureRules;
import io.lockward.protocol.BankId;
import io.lockward.protocol.CommandId;
import io.lockward.protocol.JournalId;
import io.lockward.protocol.entry.JournalEntry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes at once and remembers how to undo it.
final class MemoryTransaction implements FleetTransaction {
    private final InMemoryFleetStore store;
    private final Deque<Runnable> undo = new ArrayDeque<>();
    private final List<FleetChanges> announced = new ArrayList<>();

    MemoryTransaction(InMemoryFleetStore store) {
        this.store = store;
    }

    void undo() {
        undo.forEach(Runnable::run); // newest first: a deque used as a stack
    }

    List<FleetChanges> announced() {
        return announced;
    }

    <K, V> void put(Map<K, V> map, K key, V value) {
        V before = map.put(key, value);
        undo.push(() -> {
            if (before == null) {
                map.remove(key);
            } else {
                map.put(key, before);
            }
        });
    }

    <E> void add(List<E> list, E element) {
        list.add(element);
        undo.push(list::removeLast);
    }

    @Override
    public Map<JournalId, JournalState> lockJournals(Collection<Claim> claims) {
        Map<JournalId, JournalState> locked = new HashMap<>();
        for (Claim claim : claims) {
            JournalState known = store.journals.get(claim.journal());
            if (known == null) {
                known = JournalState.empty(claim.journal(), claim.bank(), claim.epoch());
                put(store.journals, claim.journal(), known);
            }
            locked.put(claim.journal(), known);
        }
        return locked;
    }

    @Override
    public void saveJournals(Collection<JournalState> journals) {
        journals.forEach(journal -> put(store.journals, journal.journal(), journal));
    }

    @Override
    public void insertEntries(List<StoredEntry> entries) {
        entries.forEach(entry -> add(store.entries.computeIfAbsent(entry.bank(), _ -> new ArrayList<>()), entry));
    }

    @Override
    public List<Reported> report(Collection<Reported> newest) {
        List<Reported> won = new ArrayList<>();
        for (Reported word : newest) {
            Reported known = store.reported.get(word.key());
            if (known == null || word.isAfter(known)) {
                put(store.reported, word.key(), word);
                won.add(word);
            }
        }
        return won;
    }

    @Override
    public Map<BankId, PresenceState> lockPresence(Collection<BankId> banks) {
        return presenceOf(banks);
    }

    @Override
    public Map<BankId, PresenceState> presenceOf(Collection<BankId> banks) {
        return pick(store.presence, banks);
    }

    private static <K, V> Map<K, V> pick(Map<K, V> map, Collection<K> keys) {
        Map<K, V> found = new LinkedHashMap<>();
        for (K key : keys) {
            @Nullable V value = map.get(key);
            if (value != null) {
                found.put(key, value);
            }
        }
        return found;
    }

    @Override
    public void savePresence(Collection<PresenceState> presence) {
        presence.forEach(state -> put(store.presence, state.bank(), state));
    }

    @Override
    public List<PresenceState> presence() {
        return List.copyOf(store.presence.values());
    }

    @Override
    public Map<BankId, SignatureRules.Unsigned> oldestUnsigned(Collection<PresenceState> banks) {
        Map<BankId, SignatureRules.Unsigned> oldest = new LinkedHashMap<>();
        for (PresenceState bank : banks) {
            JournalId journal = bank.newest().journal();
            Reported signed = store.reported.get(new Reported.Key(bank.bank(), Subjects.CHECKPOINT));
            long upTo = signed != null && signed.ref().journal().equals(journal)
                    ? signed.ref().seq()
                    : 0;
            store.entries.getOrDefault(bank.bank(), List.of()).stream()
                    .filter(entry -> entry.ref().journal().equals(journal)
                            && entry.ref().seq() > upTo
                            && !(entry.entry() instanceof JournalEntry.Checkpoint))
                    .min(Comparator.comparing(StoredEntry::ref))
                    .ifPresent(entry -> oldest.put(
                            bank.bank(), new SignatureRules.Unsigned(entry.ref(), entry.stamp(), entry.receivedAt())));
        }
        return oldest;
    }

    @Override
    public List<Long> changeAlarms(Collection<AlarmChange> changes) {
        List<Long> changed = new ArrayList<>();
        for (AlarmChange change : changes) {
            Alarm known = store.open.get(change.key());
            Alarm next = switch (change) {
                case AlarmChange.Holds holds -> known == null ? opened(holds) : held(known, holds);
                case AlarmChange.Clear clear -> known == null ? null : closed(known, clear);
            };
            if (next != null) {
                changed.add(next.id());
            }
        }
        return changed;
    }

    private Alarm opened(AlarmChange.Holds holds) {
        long id = store.lastAlarm + 1;
        store.lastAlarm = id;
        undo.push(() -> store.lastAlarm = id - 1);
        Alarm.Key key = holds.key();
        Alarm alarm = new Alarm(
                id,
                key.bank(),
                key.subject(),
                key.kind(),
                holds.severity(),
                holds.at(),
                null,
                1,
                holds.why(),
                holds.evidence());
        put(store.open, key, alarm);
        return alarm;
    }

    private @Nullable Alarm held(Alarm known, AlarmChange.Holds holds) {
        boolean worse = holds.severity().compareTo(known.severity()) > 0;
        if (!holds.firing() && !worse) {
            return null;
        }
        Alarm next = new Alarm(
                known.id(),
                known.bank(),
                known.subject(),
                known.kind(),
                worse ? holds.severity() : known.severity(),
                known.raisedAt(),
                null,
                holds.firing() ? known.count() + 1 : known.count(),
                holds.why(),
                holds.evidence() == null ? known.evidence() : holds.evidence());
        put(store.open, known.key(), next);
        return next;
    }

    private Alarm closed(Alarm known, AlarmChange.Clear clear) {
        store.open.remove(known.key());
        undo.push(() -> store.open.put(known.key(), known));
        Alarm next = new Alarm(
                known.id(),
                known.bank(),
                known.subject(),
                known.kind(),
                known.severity(),
                known.raisedAt(),
                clear.at().isBefore(known.raisedAt()) ? known.raisedAt() : clear.at(),
                known.count(),
                known.why(),
                known.evidence());
        add(store.closed, next);
        return next;
    }

    @Override
    public List<Alarm> openAlarms() {
        return List.copyOf(store.open.values());
    }

    @Override
    public void insertCommand(CommandRecord command) {
        if (store.commands.containsKey(command.id())) {
            throw new IllegalStateException("the command is there already");
        }
        put(store.commands, command.id(), command);
    }

    @Override
    public Map<CommandId, CommandRecord> lockCommands(Collection<CommandId> ids) {
        return pick(store.commands, ids);
    }

    @Override
    public List<CommandRecord> lockOpenCommands(int limit) {
        return store.commands.values().stream()
                .filter(command -> !command.state().isEnd())
                .limit(limit)
                .toList();
    }

    @Override
    public void saveCommands(Collection<CommandRecord> commands) {
        commands.forEach(command -> put(store.commands, command.id(), command));
    }

    @Override
    public void addFacts(Collection<CommandFact> facts) {
        for (CommandFact fact : facts) {
            Map<String, CommandFact> known = store.facts.computeIfAbsent(fact.command(), _ -> new LinkedHashMap<>());
            if (!known.containsKey(fact.key())) {
                put(known, fact.key(), fact);
            }
        }
    }

    @Override
    public List<CommandFact> facts(Collection<CommandId> commands) {
        return commands.stream()
                .flatMap(command -> store.facts.getOrDefault(command, Map.of()).values().stream())
                .toList();
    }

    @Override
    public void hearOfClips(Collection<ClipRecord> told) {
        for (ClipRecord word : told) {
            ClipRecord known = store.clips.get(word.key());
            put(store.clips, word.key(), known == null ? word : known.join(word));
        }
    }

    @Override
    public ParcelBooks books() {
        return new MemoryBooks(store, this);
    }

    @Override
    public void openCases(Collection<CaseTrigger> triggers) {
        triggers.forEach(trigger -> put(store.triggers, trigger.source(), trigger));
    }

    @Override
    public void saveTelemetry(Collection<Samples> samples) {
        long before = store.samples;
        undo.push(() -> store.samples = before);
        samples.forEach(sample -> store.samples += sample.telemetry().samples().size());
    }

    @Override
    public void keepDiagnostics(Collection<Bundle> bundles) {
        bundles.forEach(bundle -> add(store.bundles, bundle));
    }

    @Override
    public void keepHostile(Collection<HostilePayload> payloads) {
        payloads.forEach(payload -> add(store.hostile, payload));
    }

    @Override
    public void announce(FleetChanges changes) {
        announced.add(changes);
    }
}

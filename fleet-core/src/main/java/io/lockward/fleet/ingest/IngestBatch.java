package io.lockward.fleet.ingest;

import io.lockward.fleet.FleetChanges;
import io.lockward.fleet.FleetTransaction;
import io.lockward.fleet.HostilePayload;
import io.lockward.fleet.JournalState;
import io.lockward.fleet.Reported;
import io.lockward.fleet.StoredEntry;
import io.lockward.fleet.alarm.Alarm;
import io.lockward.fleet.alarm.AlarmChange;
import io.lockward.fleet.alarm.AlarmRules;
import io.lockward.fleet.clip.ClipKey;
import io.lockward.fleet.clip.ClipRecord;
import io.lockward.fleet.command.CommandFact;
import io.lockward.fleet.command.Commands;
import io.lockward.fleet.dispute.CaseTrigger;
import io.lockward.fleet.parcel.ParcelBooks;
import io.lockward.fleet.parcel.ParcelFact;
import io.lockward.fleet.parcel.ParcelFacts;
import io.lockward.fleet.parcel.Parcels;
import io.lockward.fleet.presence.PresenceRules;
import io.lockward.fleet.presence.PresenceState;
import io.lockward.protocol.Ack;
import io.lockward.protocol.BankId;
import io.lockward.protocol.Channel;
import io.lockward.protocol.CommandId;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.JournalId;
import io.lockward.protocol.Topics;
import io.lockward.protocol.entry.ConditionEntry;
import io.lockward.protocol.entry.ConfigEntry;
import io.lockward.protocol.entry.DoorEntry;
import io.lockward.protocol.entry.EntryRun;
import io.lockward.protocol.entry.JournalEntry;
import io.lockward.protocol.entry.KioskEntry;
import io.lockward.protocol.entry.RemedyEntry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// One batch within its transaction. Used once, by one thread.
final class IngestBatch {
    private final FleetTransaction transaction;
    private final List<Arrival.Run> runs = new ArrayList<>();
    private final List<Arrival.Said> said = new ArrayList<>();
    private final List<FleetTransaction.Samples> samples = new ArrayList<>();
    private final List<FleetTransaction.Bundle> bundles = new ArrayList<>();
    private final List<HostilePayload> hostile = new ArrayList<>();
    private final List<StoredEntry> fresh = new ArrayList<>();
    private final Map<Reported.Key, Reported> newest = new TreeMap<>();
    private final Map<BankId, List<CommandFact>> facts = new TreeMap<>();
    private final Map<ClipKey, ClipRecord> clips = new TreeMap<>();
    private final List<ParcelFact.Told> parcels = new ArrayList<>();
    private final List<ParcelBooks.Trouble> troubles = new ArrayList<>();
    private final List<CaseTrigger> triggers = new ArrayList<>();
    private final Map<Reported.Key, Reported> kept = new TreeMap<>();
    private final Map<Reported.Key, Reported> force = new TreeMap<>();
    private final Set<ParcelBooks.Place> shaken = new TreeSet<>();
    private final Set<ParcelBooks.Place> moved = new TreeSet<>();
    private final Map<Alarm.Key, AlarmChange> alarms = new LinkedHashMap<>();
    private final Set<BankId> touched = new TreeSet<>();
    private int repeated;

    IngestBatch(FleetTransaction transaction) {
        this.transaction = transaction;
    }

    Ingest.Outcome take(List<Arrival> batch) {
        for (Arrival arrival : batch) {
            switch (arrival) {
                case Arrival.Run run -> runs.add(run);
                case Arrival.Said word -> said.add(word);
                case Arrival.Sampled sampled ->
                    samples.add(
                            new FleetTransaction.Samples(sampled.bank(), sampled.receivedAt(), sampled.telemetry()));
                case Arrival.Diagnosed bundle -> bundles.add(bundle.bundle());
                case Arrival.Hostile payload -> takeHostile(payload.payload());
            }
        }
        List<Ingest.BankAck> acks = runs.isEmpty() ? List.of() : takeRuns();
        if (!said.isEmpty()) {
            takePresence();
        }
        List<Long> changedAlarms = new ArrayList<>(hearOfForce());
        if (!alarms.isEmpty()) {
            changedAlarms.addAll(transaction.changeAlarms(alarms.values()));
        }
        List<CommandId> commands = facts.isEmpty() ? List.of() : Commands.hear(transaction, facts);
        if (!clips.isEmpty()) {
            transaction.hearOfClips(clips.values());
        }
        hearOfParcels();
        if (!triggers.isEmpty()) {
            transaction.openCases(triggers);
        }
        if (!samples.isEmpty()) {
            transaction.saveTelemetry(samples);
        }
        if (!bundles.isEmpty()) {
            transaction.keepDiagnostics(bundles);
        }
        if (!hostile.isEmpty()) {
            transaction.keepHostile(hostile);
        }
        FleetChanges changes = FleetChanges.of(touched, changedAlarms, commands);
        if (!changes.isEmpty()) {
            transaction.announce(changes);
        }
        List<RemedyEntry> remedies = fresh.stream()
                .map(StoredEntry::entry)
                .filter(RemedyEntry.class::isInstance)
                .map(RemedyEntry.class::cast)
                .toList();
        return new Ingest.Outcome(acks, fresh.size(), repeated, remedies, List.copyOf(hostile));
    }

    private List<Ingest.BankAck> takeRuns() {
        Map<JournalId, FleetTransaction.Claim> claims = new TreeMap<>();
        runs.forEach(arrival -> claims.putIfAbsent(
                arrival.run().journal(),
                new FleetTransaction.Claim(
                        arrival.run().journal(), arrival.bank(), arrival.run().epoch())));
        Map<JournalId, JournalState> journals = new HashMap<>(transaction.lockJournals(claims.values()));
        Map<JournalId, JournalState> before = Map.copyOf(journals);
        Set<JournalId> acknowledged = new HashSet<>();
        for (Arrival.Run arrival : runs) {
            JournalState journal = journals.get(arrival.run().journal());
            if (journal == null
                    || !journal.bank().equals(arrival.bank())
                    || journal.epoch() != arrival.run().epoch()) {
                refuse(arrival, HostilePayload.Reason.FOREIGN_JOURNAL, "this journal is another bank's or epoch's");
                continue;
            }
            switch (RunIntake.take(journal, arrival)) {
                case RunIntake.Result.Broken broken ->
                    refuse(arrival, HostilePayload.Reason.CHAIN_BROKEN, broken.detail());
                case RunIntake.Result.Taken taken -> {
                    journals.put(journal.journal(), taken.journal());
                    acknowledged.add(journal.journal());
                    keep(arrival, taken);
                }
            }
        }
        transaction.saveJournals(journals.values().stream()
                .filter(journal -> !journal.equals(before.get(journal.journal())))
                .toList());
        if (!fresh.isEmpty()) {
            transaction.insertEntries(fresh);
        }
        if (!newest.isEmpty()) {
            for (Reported won : transaction.report(newest.values())) {
                kept.put(won.key(), won);
                AlarmRules.onReported(won).forEach(change -> alarms.put(change.key(), change));
                if (won.entry() instanceof ConditionEntry condition
                        && condition.kind() == ConditionEntry.Kind.MISSING_CONTENT
                        && CompartmentId.isValid(condition.subject())) {
                    shaken.add(new ParcelBooks.Place(won.bank(), new CompartmentId(condition.subject())));
                }
            }
        }
        return journals.values().stream()
                .filter(journal -> acknowledged.contains(journal.journal()))
                .map(journal -> new Ingest.BankAck(
                        journal.bank(),
                        new Ack(journal.journal(), journal.received().upTo())))
                .toList();
    }

    private void keep(Arrival.Run arrival, RunIntake.Result.Taken taken) {
        fresh.addAll(taken.fresh());
        repeated += Math.max(0, arrival.run().entries().size() - taken.fresh().size());
        if (!taken.fresh().isEmpty()) {
            touched.add(arrival.bank());
        }
        for (StoredEntry entry : taken.fresh()) {
            if (!(entry.entry() instanceof JournalEntry.Gap)) {
                report(entry);
            }
            List<CommandFact> told = CommandFacts.of(entry);
            if (!told.isEmpty()) {
                facts.computeIfAbsent(entry.bank(), _ -> new ArrayList<>()).addAll(told);
            }
            ClipRecord clip = ClipRecord.of(entry);
            if (clip != null) {
                clips.merge(clip.key(), clip, ClipRecord::join);
            }
            parcels.addAll(ParcelFacts.of(entry));
            hearOfPlace(entry);
            CaseTrigger trigger = CaseTrigger.of(entry);
            if (trigger != null) {
                triggers.add(trigger);
            }
            if (entry.entry() instanceof KioskEntry.Trouble trouble) {
                troubles.add(new ParcelBooks.Trouble(
                        entry.bank(), entry.ref(), entry.stamp().at(), trouble));
            }
        }
        // A gap's own number decides, not where it happened to be kept; so it is reported here, always the same way.
        taken.gaps().forEach(this::report);
    }

    /// Force is an alarm though it was over before the bank could tell of it, as after a week without a network:
    /// what is open follows from the newest word alone, but nobody may be spared knowing that a door was pried
    /// open.
    private List<Long> hearOfForce() {
        if (force.isEmpty()) {
            return List.of();
        }
        Map<Reported.Key, Reported> now = new TreeMap<>(transaction.books().newest(force.keySet()));
        now.putAll(kept);
        List<AlarmChange> over = new ArrayList<>();
        force.forEach((key, raised) -> {
            Reported word = now.get(key);
            if (word != null && word.isAfter(raised) && !(word.entry() instanceof ConditionEntry.Raised)) {
                over.addAll(AlarmRules.onReported(raised));
                AlarmRules.onReported(word).forEach(change -> alarms.put(change.key(), change));
            }
        });
        return over.isEmpty() ? List.of() : transaction.changeAlarms(over);
    }

    /// Doors move all the time, and it matters where somebody could not get at a parcel; the rest is rare.
    private void hearOfPlace(StoredEntry stored) {
        if (stored.entry() instanceof ConfigEntry.Service service) {
            shaken.add(new ParcelBooks.Place(stored.bank(), service.compartment()));
        } else if (stored.entry() instanceof DoorEntry door && !(door instanceof DoorEntry.Pulsed)) {
            (door instanceof DoorEntry.Jammed ? shaken : moved)
                    .add(new ParcelBooks.Place(stored.bank(), door.compartment()));
        }
    }

    private void hearOfParcels() {
        if (!moved.isEmpty()) {
            shaken.addAll(transaction.books().hindered(moved));
        }
        if (!parcels.isEmpty() || !shaken.isEmpty()) {
            Instant now = runs.stream()
                    .map(Arrival.Run::receivedAt)
                    .max(Instant::compareTo)
                    .orElseThrow();
            Parcels.hear(transaction, parcels, shaken, now);
        }
        if (!troubles.isEmpty()) {
            transaction.books().keep(troubles);
        }
    }

    private void report(StoredEntry entry) {
        String subject = entry.subject();
        if (subject == null) {
            return;
        }
        Reported word = new Reported(
                entry.bank(),
                subject,
                entry.ref(),
                entry.stamp(),
                entry.receivedAt(),
                entry.type(),
                entry.entry(),
                entry.json());
        newest.merge(word.key(), word, IngestBatch::newer);
        if (entry.entry() instanceof ConditionEntry.Raised raised
                && raised.kind() == ConditionEntry.Kind.FORCED_ENTRY) {
            force.merge(word.key(), word, IngestBatch::newer);
        }
    }

    private static Reported newer(Reported known, Reported other) {
        return other.isAfter(known) ? other : known;
    }

    private void takePresence() {
        Set<BankId> banks = new TreeSet<>();
        said.forEach(word -> banks.add(word.bank()));
        Map<BankId, PresenceState> before = transaction.lockPresence(banks);
        Map<BankId, PresenceState> states = new TreeMap<>(before);
        for (Arrival.Said word : said) {
            PresenceState state = PresenceRules.hear(
                    states.get(word.bank()), word.bank(), word.presence(), word.receivedAt(), word.proven());
            states.put(word.bank(), state);
        }
        List<PresenceState> changed = states.values().stream()
                .filter(state -> !state.equals(before.get(state.bank())))
                .toList();
        transaction.savePresence(changed);
        for (PresenceState state : changed) {
            touched.add(state.bank());
            PresenceRules.onHeard(state, state.lastSeen()).forEach(change -> alarms.put(change.key(), change));
        }
    }

    private void takeHostile(HostilePayload payload) {
        hostile.add(payload);
        Topics.Topic topic =
                payload.reason() == HostilePayload.Reason.NOT_SIGNED ? Topics.parse(payload.topic()) : null;
        if (topic != null && topic.channel() == Channel.PRESENCE) {
            AlarmChange doubtful = AlarmRules.onForgedWord(topic.bank(), payload.receivedAt());
            alarms.put(doubtful.key(), doubtful);
            touched.add(topic.bank());
        }
    }

    private void refuse(Arrival.Run arrival, HostilePayload.Reason reason, String detail) {
        AlarmChange broken = AlarmRules.onBrokenJournal(arrival.bank(), arrival.receivedAt());
        alarms.put(broken.key(), broken);
        touched.add(arrival.bank());
        EntryRun run = arrival.run();
        String json = run.entries().getFirst().json();
        String shown = "{\"journal\":\"" + run.journal() + "\",\"epoch\":" + run.epoch() + ",\"first\":" + run.first()
                + ",\"prev\":\"" + run.prev().hex() + "\",\"entries\":[" + json;
        hostile.add(new HostilePayload(
                arrival.receivedAt(),
                Topics.of(arrival.bank(), Channel.ENTRIES),
                reason,
                detail,
                shown.getBytes(StandardCharsets.UTF_8)));
    }
}

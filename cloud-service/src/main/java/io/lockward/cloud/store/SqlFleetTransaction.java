package io.lockward.cloud.store;

import io.lockward.fleet.FleetChanges;
import io.lockward.fleet.FleetTransaction;
import io.lockward.fleet.HostilePayload;
import io.lockward.fleet.JournalState;
import io.lockward.fleet.Reported;
import io.lockward.fleet.StoredEntry;
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
import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One transaction on one connection.
final class SqlFleetTransaction implements FleetTransaction {
    /// So many hostile payloads are kept, the newest.
    static final int HOSTILE_KEPT = 10_000;

    private static final String SAVE_SAMPLES = """
            insert into telemetry (bank, metric, at, received_at, value)
            select bank, metric, to_timestamp(at / 1000000.0), to_timestamp(received_at / 1000000.0), value
            from unnest(?, ?, ?, ?, ?) as u (bank, metric, at, received_at, value)""";

    private static final String KEEP_HOSTILE = """
            insert into hostile_payload (received_at, topic, reason, detail, bytes, payload)
            select to_timestamp(received_at / 1000000.0), topic, reason, detail, bytes, payload
            from unnest(?, ?, ?, ?, ?, ?) as u (received_at, topic, reason, detail, bytes, payload)""";

    private static final String KEEP_DIAGNOSTICS = """
            insert into diagnostics (bank, command, received_at, at, boot, up, jws)
            select bank, command, to_timestamp(received_at / 1000000.0), to_timestamp(at / 1000000.0), boot, up, jws
            from unnest(?, ?, ?, ?, ?, ?, ?) as u (bank, command, received_at, at, boot, up, jws)
            on conflict do nothing""";

    private record Sample(BankId bank, String metric, Instant at, Instant receivedAt, double value) {}

    private final Connection connection;
    private final SqlJournals journals;
    private final SqlBanks banks;
    private final SqlAlarms alarms;
    private final SqlCommands commands;

    SqlFleetTransaction(Connection connection) {
        this.connection = connection;
        this.journals = new SqlJournals(connection);
        this.banks = new SqlBanks(connection);
        this.alarms = new SqlAlarms(connection);
        this.commands = new SqlCommands(connection);
    }

    @Override
    public Map<JournalId, JournalState> lockJournals(Collection<Claim> claims) {
        return journals.lock(claims);
    }

    @Override
    public void saveJournals(Collection<JournalState> changed) {
        journals.save(changed);
    }

    @Override
    public void insertEntries(List<StoredEntry> entries) {
        journals.insert(entries);
    }

    @Override
    public List<Reported> report(Collection<Reported> newest) {
        return journals.report(newest);
    }

    @Override
    public Map<BankId, PresenceState> lockPresence(Collection<BankId> ids) {
        return banks.lock(ids);
    }

    @Override
    public Map<BankId, PresenceState> presenceOf(Collection<BankId> ids) {
        return banks.find(ids);
    }

    @Override
    public void savePresence(Collection<PresenceState> presence) {
        banks.save(presence);
    }

    @Override
    public List<PresenceState> presence() {
        return banks.all();
    }

    @Override
    public Map<BankId, SignatureRules.Unsigned> oldestUnsigned(Collection<PresenceState> presence) {
        return journals.oldestUnsigned(presence);
    }

    @Override
    public List<Long> changeAlarms(Collection<AlarmChange> changes) {
        return alarms.change(changes);
    }

    @Override
    public List<Alarm> openAlarms() {
        return alarms.open();
    }

    @Override
    public void insertCommand(CommandRecord command) {
        commands.insert(command);
    }

    @Override
    public Map<CommandId, CommandRecord> lockCommands(Collection<CommandId> ids) {
        Map<CommandId, CommandRecord> locked = new LinkedHashMap<>();
        commands.lock(ids).forEach(record -> locked.put(record.id(), record));
        return locked;
    }

    @Override
    public List<CommandRecord> lockOpenCommands(int limit) {
        return commands.lockOpen(limit);
    }

    @Override
    public void saveCommands(Collection<CommandRecord> records) {
        commands.save(records);
    }

    @Override
    public void addFacts(Collection<CommandFact> facts) {
        commands.add(facts);
    }

    @Override
    public List<CommandFact> facts(Collection<CommandId> ids) {
        return commands.facts(ids);
    }

    @Override
    public void hearOfClips(Collection<ClipRecord> told) {
        new SqlClips(connection).hear(told);
    }

    @Override
    public ParcelBooks books() {
        return new SqlBooks(connection);
    }

    @Override
    public void openCases(Collection<CaseTrigger> triggers) {
        new SqlCases(connection).open(triggers);
    }

    @Override
    public void saveTelemetry(Collection<Samples> samples) {
        List<Sample> rows = new ArrayList<>();
        samples.forEach(sample -> sample.telemetry()
                .samples()
                .forEach((metric, value) -> rows.add(
                        new Sample(sample.bank(), metric, sample.telemetry().at(), sample.receivedAt(), value))));
        new SqlBatch<>(SAVE_SAMPLES, rows)
                .text(row -> row.bank().value())
                .text(Sample::metric)
                .time(Sample::at)
                .time(Sample::receivedAt)
                .real(Sample::value)
                .update(connection);
    }

    @Override
    public void keepDiagnostics(Collection<Bundle> bundles) {
        new SqlBatch<>(KEEP_DIAGNOSTICS, bundles)
                .text(bundle -> bundle.bank().value())
                .uuid(bundle -> bundle.diagnostics().command().value())
                .time(Bundle::receivedAt)
                .time(bundle -> bundle.diagnostics().at())
                .number(bundle -> bundle.diagnostics().boot())
                .number(bundle -> bundle.diagnostics().up())
                .text(Bundle::jws)
                .update(connection);
    }

    @Override
    public void keepHostile(Collection<HostilePayload> payloads) {
        new SqlBatch<>(KEEP_HOSTILE, payloads)
                .time(HostilePayload::receivedAt)
                .text(HostilePayload::topic)
                .text(payload -> SqlCommands.word(payload.reason()))
                .text(HostilePayload::detail)
                .number(HostilePayload::bytes)
                .bytes(HostilePayload::payload)
                .update(connection);
        new SqlBatch<>(
                        "delete from hostile_payload where id <= (select max(id) from hostile_payload) - (?::int8[])[1]",
                        List.of(HOSTILE_KEPT))
                .number(Integer::longValue)
                .update(connection);
    }

    @Override
    public void announce(FleetChanges changes) {
        new SqlBatch<>("select pg_notify('lockward', u.text) from unnest(?) as u (text)", FleetNotice.write(changes))
                .text(text -> text)
                .query(connection, row -> row.getString(1));
    }
}

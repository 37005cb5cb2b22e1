package io.lockward.cloud.store;

import io.lockward.fleet.dispute.CaseTrigger;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.ParcelId;
import java.sql.Connection;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Cases that entries ask for, on one connection. They are rare, so each is a few statements of its own.
final class SqlCases {
    private static final String NEW_EVENT = """
            insert into case_event (bank, journal, epoch, seq, at)
            select bank, journal, epoch, seq, to_timestamp(at / 1000000.0)
            from unnest(?, ?, ?, ?, ?) as u (bank, journal, epoch, seq, at)
            on conflict do nothing returning bank""";

    /// The case that is open about the same, with its span lengthened to this event.
    private static final String JOIN = """
            update evidence_case c
            set to_at = greatest(c.to_at, u.at + interval '30 minutes'), from_at = least(c.from_at, u.at - interval '30 minutes')
            from (select bank, kind, about, to_timestamp(at / 1000000.0) as at
                from unnest(?, ?, ?, ?) as u (bank, kind, about, at)) as u
            where c.bank = u.bank and c.kind = u.kind and coalesce(c.parcel::text, c.compartment, '') = u.about
                and c.kind <> 'asked' and c.state in ('requested', 'open')
            returning c.id""";

    /// A parcel's case begins before the parcel came in.
    private static final String OPEN = """
            insert into evidence_case
                (id, bank, site, from_at, to_at, parcel, compartment, claim, kind, state, opened_by, opened_at, decided_by,
                    decided_at)
            select u.id, u.bank, coalesce(b.site, 'unassigned'),
                least(coalesce(p.inside_since, u.at), u.at) - interval '30 minutes',
                u.at + interval '30 minutes', u.parcel, u.compartment, u.claim, u.kind, 'open', 'lockward', u.at, 'lockward',
                u.at
            from (select id, bank, parcel, compartment, claim, kind, to_timestamp(at / 1000000.0) as at
                from unnest(?, ?, ?, ?, ?, ?, ?) as u (id, bank, parcel, compartment, claim, kind, at)) as u
            left join bank b on b.id = u.bank
            left join parcel p on p.bank = u.bank and p.id = u.parcel
            where (select count(*) from evidence_case c where c.bank = u.bank and c.kind <> 'asked'
                and c.state in ('requested', 'open')) < %d
            on conflict do nothing returning id""".formatted(CaseTrigger.MOST_OPEN);

    private static final String NAME = """
            update case_event e set case_id = u.case_id
            from unnest(?, ?, ?, ?) as u (bank, journal, seq, case_id)
            where e.bank = u.bank and e.journal = u.journal and e.seq = u.seq""";

    private final Connection connection;

    SqlCases(Connection connection) {
        this.connection = connection;
    }

    void open(Collection<CaseTrigger> triggers) {
        triggers.stream()
                .sorted(Comparator.comparing(CaseTrigger::bank).thenComparing(CaseTrigger::source))
                .forEach(this::open);
    }

    private void open(CaseTrigger trigger) {
        List<CaseTrigger> one = List.of(trigger);
        List<String> fresh = new SqlBatch<>(NEW_EVENT, one)
                .text(each -> each.bank().value())
                .uuid(each -> each.source().journal().value())
                .number(each -> each.source().epoch())
                .number(each -> each.source().seq())
                .time(CaseTrigger::at)
                .query(connection, row -> row.getString(1));
        if (fresh.isEmpty()) {
            return;
        }
        UUID id = join(one);
        if (id == null) {
            id = begin(one);
        }
        if (id == null) {
            id = join(one); // another replica was a moment faster
        }
        if (id != null) {
            UUID known = id;
            new SqlBatch<>(NAME, one)
                    .text(each -> each.bank().value())
                    .uuid(each -> each.source().journal().value())
                    .number(each -> each.source().seq())
                    .uuid(_ -> known)
                    .update(connection);
        }
    }

    private @Nullable UUID join(List<CaseTrigger> one) {
        return first(new SqlBatch<>(JOIN, one)
                .text(each -> each.bank().value())
                .text(each -> each.kind().word())
                .text(SqlCases::about)
                .time(CaseTrigger::at)
                .query(connection, row -> row.getObject(1, UUID.class)));
    }

    private @Nullable UUID begin(List<CaseTrigger> one) {
        return first(new SqlBatch<>(OPEN, one)
                .uuid(CaseTrigger::id)
                .text(each -> each.bank().value())
                .uuid(each -> uuid(each.parcel()))
                .text(each -> place(each.compartment()))
                .text(CaseTrigger::words)
                .text(each -> each.kind().word())
                .time(CaseTrigger::at)
                .query(connection, row -> row.getObject(1, UUID.class)));
    }

    private static @Nullable UUID first(List<UUID> ids) {
        return ids.isEmpty() ? null : ids.getFirst();
    }

    private static String about(CaseTrigger trigger) {
        ParcelId parcel = trigger.parcel();
        CompartmentId compartment = trigger.compartment();
        return parcel != null ? parcel.toString() : compartment != null ? compartment.value() : "";
    }

    private static @Nullable UUID uuid(@Nullable ParcelId parcel) {
        return parcel == null ? null : parcel.value();
    }

    private static @Nullable String place(@Nullable CompartmentId compartment) {
        return compartment == null ? null : compartment.value();
    }
}

package io.lockward.cloud.store;

import io.lockward.fleet.clip.ClipFact;
import io.lockward.fleet.clip.ClipRecord;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.entry.ClipEntry;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What banks tell of clips, as SQL. Of several words of one kind about a clip the first in the bank's own order
/// stands, as [ClipRecord#join] says; a content that came by another word's hash is none any more.
final class SqlClips {
    private static final String RECORDED = """
            insert into clip as c (bank, clip, journal, epoch, seq, at, heard_at, camera, sha256, bytes, from_at, to_at,
                boot, from_up, to_up, clock_offset_millis, because, first_seq, last_seq, compartment, gap_millis, source)
            select bank, clip, journal, epoch, seq, to_timestamp(at / 1000000.0), to_timestamp(heard_at / 1000000.0), camera,
                sha256, bytes, to_timestamp(from_at / 1000000.0), to_timestamp(to_at / 1000000.0), boot, from_up, to_up,
                clock_offset_millis, because, first_seq, last_seq, compartment, gap_millis, source
            from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) as u (bank, clip, journal, epoch,
                seq, at, heard_at, camera, sha256, bytes, from_at, to_at, boot, from_up, to_up, clock_offset_millis,
                because, first_seq, last_seq, compartment, gap_millis, source)
            order by bank, clip
            on conflict (bank, clip) do update set
                journal = excluded.journal, epoch = excluded.epoch, seq = excluded.seq, at = excluded.at,
                heard_at = excluded.heard_at, camera = excluded.camera, sha256 = excluded.sha256, bytes = excluded.bytes,
                from_at = excluded.from_at, to_at = excluded.to_at, boot = excluded.boot, from_up = excluded.from_up,
                to_up = excluded.to_up, clock_offset_millis = excluded.clock_offset_millis, because = excluded.because,
                first_seq = excluded.first_seq, last_seq = excluded.last_seq, compartment = excluded.compartment,
                gap_millis = excluded.gap_millis, source = excluded.source,
                received = case when excluded.sha256 = coalesce(c.sha256, excluded.sha256) then c.received else 0 end,
                stored_at = case when excluded.sha256 = coalesce(c.sha256, excluded.sha256) then c.stored_at end
            where c.seq is null or (excluded.epoch, excluded.seq, excluded.journal) < (c.epoch, c.seq, c.journal)""";

    private static final String LOST = """
            insert into clip as c (bank, clip, lost_journal, lost_epoch, lost_seq, lost_at, lost_heard_at, lost_camera,
                lost_reason, lost_because, lost_first, lost_last, lost_compartment)
            select bank, clip, journal, epoch, seq, to_timestamp(at / 1000000.0), to_timestamp(heard_at / 1000000.0), camera,
                reason, because, first_seq, last_seq, compartment
            from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) as u (bank, clip, journal, epoch, seq, at, heard_at, camera,
                reason, because, first_seq, last_seq, compartment)
            order by bank, clip
            on conflict (bank, clip) do update set
                lost_journal = excluded.lost_journal, lost_epoch = excluded.lost_epoch, lost_seq = excluded.lost_seq,
                lost_at = excluded.lost_at, lost_heard_at = excluded.lost_heard_at, lost_camera = excluded.lost_camera,
                lost_reason = excluded.lost_reason, lost_because = excluded.lost_because,
                lost_first = excluded.lost_first, lost_last = excluded.lost_last,
                lost_compartment = excluded.lost_compartment
            where c.lost_seq is null or (excluded.lost_epoch, excluded.lost_seq, excluded.lost_journal)
                < (c.lost_epoch, c.lost_seq, c.lost_journal)""";

    private static final String UPLOADED = """
            insert into clip as c (bank, clip, told_journal, told_epoch, told_seq)
            select bank, clip, journal, epoch, seq from unnest(?, ?, ?, ?, ?) as u (bank, clip, journal, epoch, seq)
            order by bank, clip
            on conflict (bank, clip) do update set
                told_journal = excluded.told_journal, told_epoch = excluded.told_epoch, told_seq = excluded.told_seq
            where c.told_seq is null or (excluded.told_epoch, excluded.told_seq, excluded.told_journal)
                < (c.told_epoch, c.told_seq, c.told_journal)""";

    private final Connection connection;

    SqlClips(Connection connection) {
        this.connection = connection;
    }

    void hear(Collection<ClipRecord> told) {
        List<ClipFact<ClipEntry.Recorded>> recorded = new ArrayList<>();
        List<ClipFact<ClipEntry.Lost>> lost = new ArrayList<>();
        List<ClipFact<ClipEntry.Uploaded>> uploaded = new ArrayList<>();
        for (ClipRecord word : told) {
            add(recorded, word.recorded());
            add(lost, word.lost());
            add(uploaded, word.uploaded());
        }
        recorded(recorded);
        source(LOST, lost)
                .time(ClipFact::at)
                .time(ClipFact::heardAt)
                .text(fact -> fact.entry().camera())
                .text(fact -> fact.entry().reason())
                .text(fact -> word(fact.entry().because()))
                .optionalNumber(fact -> fact.entry().first())
                .optionalNumber(fact -> fact.entry().last())
                .text(fact -> compartment(fact.entry().compartment()))
                .update(connection);
        source(UPLOADED, uploaded).update(connection);
    }

    private static <E extends ClipEntry> void add(List<ClipFact<E>> facts, @Nullable ClipFact<E> fact) {
        if (fact != null) {
            facts.add(fact);
        }
    }

    private void recorded(List<ClipFact<ClipEntry.Recorded>> facts) {
        source(RECORDED, facts)
                .time(ClipFact::at)
                .time(ClipFact::heardAt)
                .text(fact -> fact.entry().camera())
                .text(fact -> fact.entry().sha256())
                .optionalNumber(fact -> fact.entry().bytes())
                .time(fact -> fact.entry().from())
                .time(fact -> fact.entry().to())
                .optionalNumber(fact -> fact.entry().filmedBoot())
                .optionalNumber(fact -> fact.entry().fromUp())
                .optionalNumber(fact -> fact.entry().toUp())
                .optionalNumber(fact -> fact.entry().clockOffsetMillis())
                .text(fact -> word(fact.entry().because()))
                .optionalNumber(fact -> fact.entry().first())
                .optionalNumber(fact -> fact.entry().last())
                .text(fact -> compartment(fact.entry().compartment()))
                .optionalNumber(fact -> fact.entry().gapMillis())
                .text(fact -> word(fact.entry().source()))
                .update(connection);
    }

    private static <E extends ClipEntry> SqlBatch<ClipFact<E>> source(String sql, List<ClipFact<E>> facts) {
        return new SqlBatch<>(sql, facts)
                .text(fact -> fact.clip().bank().value())
                .text(fact -> fact.clip().clip())
                .uuid(fact -> fact.source().journal().value())
                .number(fact -> fact.source().epoch())
                .number(fact -> fact.source().seq());
    }

    private static @Nullable String word(@Nullable Enum<?> constant) {
        return constant == null
                ? null
                : constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static @Nullable String compartment(@Nullable CompartmentId compartment) {
        return compartment == null ? null : compartment.value();
    }
}

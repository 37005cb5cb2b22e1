package io.lockward.fleet.parcel;

import io.lockward.fleet.EntryRef;
import io.lockward.fleet.parcel.ParcelNews.Kind;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.entry.ParcelEntry;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What its recipient is told when a parcel's standing changes; what time alone tells is [WaitRules]'. Entries that
/// come in one batch, or late, tell of
/// how it ended, not of what was overtaken. Pure.
public final class NewsRules {
    private NewsRules() {}

    /// @param before `null` when it was not known
    public static List<ParcelNews> onChange(@Nullable ParcelRecord before, ParcelRecord after, Instant now) {
        if (after.isReady()) {
            if (before == null || !before.isReady()) {
                return one(after, Kind.WAITING, after.standing().entered(), now);
            }
            if (after.standing().number() != before.standing().number()) {
                return List.of(new ParcelNews(
                        after.key(),
                        Kind.CODE_CHANGED,
                        Kind.CODE_CHANGED.word() + "/" + after.standing().number(),
                        now));
            }
            if (isBehindDeadDoor(after) && !isBehindDeadDoor(before)) {
                return one(after, Kind.DELAYED, after.standing().newest(), now);
            }
            EntryRef hindered = before.standing().hindered();
            if (hindered != null && Kind.OPENS_AGAIN.fits(after)) {
                return one(after, Kind.OPENS_AGAIN, hindered, now);
            }
            CompartmentId place = after.standing().compartment();
            return place == null || place.equals(before.standing().compartment())
                    ? List.of()
                    : one(after, Kind.MOVED, after.standing().newest(), now);
        }
        ParcelState was =
                before == null ? ParcelState.ANNOUNCED : before.standing().state();
        ParcelState is = after.standing().state();
        if (is == was) {
            return List.of();
        }
        return switch (is) {
            case COLLECTED -> one(after, Kind.COLLECTED, after.standing().left(), now);
            case RETURNED -> one(after, Kind.RETURNED, after.standing().left(), now);
            case ANNOUNCED, DEPOSITING, WAITING, COLLECTING, CONTRADICTORY, CANCELLED, GONE -> List.of();
        };
    }

    /// Whether its bank took the compartment that it lies in out of use.
    static boolean isBehindDeadDoor(ParcelRecord parcel) {
        String attention = parcel.standing().attention();
        return attention != null && attention.startsWith(ParcelEntry.Flagged.OUT_OF_SERVICE);
    }

    static List<ParcelNews> one(ParcelRecord parcel, Kind kind, @Nullable EntryRef source, Instant now) {
        String evidence = source == null ? "" : "/" + source.journal() + "/" + source.seq();
        return List.of(new ParcelNews(parcel.key(), kind, kind.word() + evidence, now));
    }
}

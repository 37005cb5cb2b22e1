package io.lockward.fleet.dispute;

import io.lockward.fleet.EntryRef;
import io.lockward.fleet.StoredEntry;
import io.lockward.fleet.parcel.ParcelStanding;
import io.lockward.fleet.presence.Outage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is known for a case.
///
/// @param entries of the bank, in the order of its journal; at least all that are about the case's compartments and
///     parcel, or about no compartment
/// @param missing numbers of its journal in the span that are not here
/// @param signed up to which entry each epoch is covered by a signature of the bank that held
/// @param clips around what happened, as far as they are known
/// @param standing where the parcel stands by the cloud's books; `null` without a parcel, or when none is known
/// @param clockOffsetMillis the bank's clock against the cloud's; `null` when it was never measured
/// @param camera whether the bank has one, as far as its journal shows
/// @param outages when it could not be reached; `null` when it was never heard
/// @param commands what was asked for about the case's compartments or the whole bank, oldest first
public record Evidence(
        Question question,
        List<StoredEntry> entries,
        List<Missing> missing,
        Map<Long, Long> signed,
        List<ClipFact> clips,
        @Nullable ParcelStanding standing,
        @Nullable Long clockOffsetMillis,
        boolean camera,
        @Nullable List<Outage> outages,
        List<CaseCommand> commands) {
    public Evidence {
        List<StoredEntry> sorted = new ArrayList<>(entries);
        sorted.sort(Comparator.comparing(StoredEntry::ref));
        entries = List.copyOf(sorted);
        missing = List.copyOf(missing);
        signed = Map.copyOf(signed);
        clips = List.copyOf(clips);
        outages = outages == null ? null : List.copyOf(outages);
        commands = List.copyOf(commands);
    }

    /// Numbers of the journal that are not here, both ends included.
    ///
    /// @param to `null` when the bank may have written on and nobody has heard how far
    public record Missing(long epoch, long from, @Nullable Long to, Why why) {
        /// Why they are not here.
        public enum Why {
            /// They have not come yet.
            LATE,
            /// The bank dropped them to make room.
            DROPPED,
            /// They are more than one case takes.
            UNREAD
        }

        /// Whether any of them lies between two entries, or after the first when there is no second.
        boolean liesBetween(EntryRef after, @Nullable EntryRef before) {
            boolean startsBefore =
                    before == null || epoch < before.epoch() || (epoch == before.epoch() && from < before.seq());
            boolean endsAfter = epoch > after.epoch() || (epoch == after.epoch() && (to == null || to > after.seq()));
            return startsBefore && endsAfter;
        }

        /// Which, for people.
        public String words() {
            Long last = to;
            if (last == null) {
                return why == Why.UNREAD
                        ? "entries from " + from + " on are more than one case takes"
                        : "nothing was heard after entry " + (from - 1);
            }
            boolean one = last == from;
            String numbers = one ? "entry " + from : "entries " + from + " to " + last;
            return switch (why) {
                case LATE -> numbers + (one ? " has" : " have") + " not come yet";
                case DROPPED -> "the bank had to drop " + numbers;
                case UNREAD -> numbers + (one ? " is" : " are") + " more than one case takes";
            };
        }
    }

    /// Whether the bank has signed everything up to here. The entry right after what is signed is the signature.
    boolean isSigned(EntryRef ref) {
        return signed.getOrDefault(ref.epoch(), 0L) >= ref.seq() - 1;
    }
}

package io.lockward.agent.bank.parcel;

import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.ParcelId;
import io.lockward.protocol.parcel.Size;
import java.util.Collection;
import java.util.Comparator;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which compartment a parcel goes into: the smallest that will do, kept for it if one was, a proven empty one before
/// one nobody can vouch for, and none within reach of a wheelchair while another will do as well. One that did not suit
/// the same parcel a moment ago comes last.
public final class CompartmentChoice {
    private CompartmentChoice() {}

    /// One compartment, as far as it matters here.
    ///
    /// @param usable whether it is in service, shut, not stuck, and nothing is under way in it
    /// @param content what is in it by the books
    /// @param sensed what the sensors say
    /// @param reservedFor the parcel it is kept free for
    public record Candidate(
            CompartmentId compartment,
            ParcelSetup.Box box,
            boolean usable,
            Collection<Parcel> content,
            Sight sensed,
            @Nullable ParcelId reservedFor) {}

    /// What is known of a compartment's inside without the books.
    public enum Sight {
        EMPTY,
        /// There is no sensor, or it has not said yet.
        UNKNOWN,
        /// There is a sensor, and it cannot be believed.
        SUSPECT,
        OCCUPIED
    }

    /// @param parcel what is to be put in
    /// @param recipient whose, when that is known
    /// @param together whether it may lie with another of the same recipient
    /// @param passed compartments that did not suit it a moment ago: taken only when no other will do
    public record Wanted(
            ParcelId parcel,
            @Nullable String recipient,
            Size size,
            boolean reachable,
            boolean together,
            Set<CompartmentId> passed) {
        public Wanted {
            passed = Set.copyOf(passed);
        }
    }

    /// Nobody is sent to a compartment of which it is not known what the last pickup took.
    ///
    /// @return `null` when none will do
    public static @Nullable CompartmentId choose(Collection<Candidate> candidates, Wanted wanted) {
        return candidates.stream()
                .filter(candidate -> willDo(candidate, wanted))
                .min(Comparator.<Candidate, Boolean>comparing(
                                candidate -> wanted.passed().contains(candidate.compartment()))
                        .thenComparing(candidate -> !wanted.parcel().equals(candidate.reservedFor()))
                        .thenComparing(candidate -> candidate.content().isEmpty() == wanted.together())
                        .thenComparing(candidate -> candidate.sensed() == Sight.SUSPECT)
                        .thenComparing(candidate -> candidate.box().size())
                        .thenComparing(candidate -> candidate.box().reachable() && !wanted.reachable())
                        .thenComparing(Candidate::sensed)
                        .thenComparing(Candidate::compartment))
                .map(Candidate::compartment)
                .orElse(null);
    }

    private static boolean willDo(Candidate candidate, Wanted wanted) {
        ParcelId kept = candidate.reservedFor();
        return candidate.usable()
                && wanted.size().fits(candidate.box().size())
                && (candidate.box().reachable() || !wanted.reachable())
                && (kept == null || kept.equals(wanted.parcel()))
                && hasRoom(candidate, wanted);
    }

    private static boolean hasRoom(Candidate candidate, Wanted wanted) {
        if (candidate.content().isEmpty()) {
            return candidate.sensed() != Sight.OCCUPIED;
        }
        String recipient = wanted.recipient();
        boolean doubtful = candidate.content().stream().anyMatch(parcel -> parcel.doubt() != null);
        return wanted.together()
                && !doubtful
                && recipient != null
                && candidate.content().stream().allMatch(parcel -> recipient.equals(parcel.recipient()));
    }
}

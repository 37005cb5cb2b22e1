package io.lockward.agent.bank.parcel;

import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.ParcelId;
import io.lockward.protocol.parcel.Size;
import java.util.Collection;
import java.util.Comparator;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which compartment a parcel goes into: the smallest that will do, kept for it if one was, none that another
/// announced parcel needs, a proven empty one before one nobody can vouch for, and none within reach of a wheelchair
/// while another will do as well. One that did not suit the same parcel a moment ago comes last.
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
            @Nullable ParcelId reservedFor) {
        /// Whether it is empty and kept for no parcel that was announced with its name.
        public boolean isFree() {
            return usable && content.isEmpty() && sensed != Sight.OCCUPIED && reservedFor == null;
        }
    }

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
    /// @param announced whether it is still expected; what nobody announced takes no door that is kept for others
    public record Wanted(
            ParcelId parcel,
            @Nullable String recipient,
            Size size,
            boolean reachable,
            boolean together,
            Set<CompartmentId> passed,
            boolean announced) {
        public Wanted {
            passed = Set.copyOf(passed);
        }
    }

    /// Nobody is sent to a compartment of which it is not known what the last pickup took.
    ///
    /// @param kept the free doors among the candidates, and what other parcels need of them
    /// @return `null` when none will do
    public static @Nullable CompartmentId choose(Collection<Candidate> candidates, Wanted wanted, KeptRoom kept) {
        return candidates.stream()
                .filter(candidate -> willDo(candidate, wanted))
                .filter(candidate -> wanted.announced() || isSpare(candidate, kept))
                .min(Comparator.<Candidate, Boolean>comparing(
                                candidate -> wanted.passed().contains(candidate.compartment()))
                        .thenComparing(candidate -> !wanted.parcel().equals(candidate.reservedFor()))
                        .thenComparing(candidate -> !isSpare(candidate, kept))
                        .thenComparing(candidate -> candidate.content().isEmpty() == wanted.together())
                        .thenComparing(candidate -> candidate.sensed() == Sight.SUSPECT)
                        .thenComparing(candidate -> candidate.box().size())
                        .thenComparing(candidate -> candidate.box().reachable() && !wanted.reachable())
                        .thenComparing(Candidate::sensed)
                        .thenComparing(Candidate::compartment))
                .map(Candidate::compartment)
                .orElse(null);
    }

    private static boolean isSpare(Candidate candidate, KeptRoom kept) {
        return !candidate.isFree() || kept.spares(candidate.box());
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

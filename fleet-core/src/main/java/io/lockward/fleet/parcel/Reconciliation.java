package io.lockward.fleet.parcel;

import io.lockward.fleet.EntryRef;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.entry.ConditionEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The work list that replaces the weekly walk with a printed sheet: the cloud's books against what the bank
/// senses and says. Pure. What a bank has not had the chance to say yet is no difference.
public final class Reconciliation {
    /// A movement that takes longer than this was forgotten: a bank ends each within its own limits, minutes.
    public static final Duration LONGEST_MOVEMENT = Duration.ofMinutes(15);
    /// A code comes with the deposit; it may be in the next run of entries.
    public static final Duration LONGEST_WITHOUT_CODE = Duration.ofMinutes(5);

    private static final Comparator<Difference> ORDER = Comparator.comparing(Difference::kind)
            .thenComparing(Difference::compartment, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(Difference::parcel, Comparator.nullsLast(Comparator.naturalOrder()));

    private final BankPicture bank;
    private final Instant now;
    private final List<Difference> found = new ArrayList<>();

    private Reconciliation(BankPicture bank, Instant now) {
        this.bank = bank;
        this.now = now;
    }

    /// The bank's differences, the worst first.
    public static List<Difference> of(BankPicture bank, Instant now) {
        return new Reconciliation(bank, now).differences();
    }

    private List<Difference> differences() {
        sensed();
        doubtful();
        bank.open().forEach(this::told);
        shared();
        return found.stream().sorted(ORDER).toList();
    }

    /// What the sensors say against the books. A missing parcel is listed by its condition, so that it is there
    /// also when the cloud's books never had it.
    private void sensed() {
        for (BankPicture.Holding holding : bank.holding()) {
            CompartmentId place =
                    CompartmentId.isValid(holding.subject()) ? new CompartmentId(holding.subject()) : null;
            List<ParcelRecord> there = bank.open().stream()
                    .filter(parcel -> parcel.standing().state().isInside()
                            && place != null
                            && place.equals(parcel.standing().compartment()))
                    .toList();
            if (holding.kind() == ConditionEntry.Kind.MISSING_CONTENT) {
                if (there.isEmpty()) {
                    add(
                            Difference.Kind.MISSING,
                            place,
                            null,
                            holding.since(),
                            "The bank misses a parcel in " + holding.subject() + " that these books do not have.",
                            Stream.of(holding.source()));
                }
                there.forEach(parcel -> add(
                        Difference.Kind.MISSING,
                        place,
                        parcel,
                        holding.since(),
                        "The books have a parcel in " + holding.subject() + ", and the sensors see nothing there.",
                        Stream.of(holding.source(), parcel.standing().entered())));
            } else if (holding.kind() == ConditionEntry.Kind.UNEXPECTED_CONTENT) {
                add(
                        Difference.Kind.UNEXPECTED,
                        place,
                        there.isEmpty() ? null : there.getFirst(),
                        holding.since(),
                        there.isEmpty()
                                ? "Something is in " + holding.subject() + ", and the books have nothing there."
                                : "The bank did not expect what is in " + holding.subject()
                                        + ", and these books have a parcel there.",
                        Stream.of(holding.source()));
            }
        }
    }

    /// What the bank says that nobody knows. Where that is what became of a pickup, it is listed as that.
    private void doubtful() {
        for (BankPicture.Doubt doubt : bank.doubtful()) {
            if (bank.isRead() && bank.open().stream().anyMatch(parcel -> isUnsettled(parcel, doubt.compartment()))) {
                continue;
            }
            add(
                    Difference.Kind.NOT_KNOWN,
                    doubt.compartment(),
                    null,
                    doubt.since(),
                    "Nobody can tell what is in " + doubt.compartment() + ": " + doubt.why() + '.',
                    Stream.of(doubt.source()));
        }
    }

    private void told(ParcelRecord parcel) {
        ParcelStanding standing = parcel.standing();
        if (!bank.isRead()) {
            return; // what seems open may have ended in what is still on its way
        }
        Duration age = Duration.between(standing.changedAt(), now);
        boolean stuck = age.compareTo(LONGEST_MOVEMENT) >= 0;
        EntryRef newest = standing.newest();
        boolean forgotten =
                standing.state() != ParcelState.ANNOUNCED && newest != null && newest.epoch() < bank.epoch();
        if (forgotten) {
            add(parcel, Difference.Kind.FORGOTTEN, "Its bank began a new journal and has not said a word of it since.");
            return;
        }
        switch (standing.state()) {
            case DEPOSITING -> {
                if (stuck) {
                    add(parcel, Difference.Kind.DEPOSIT_OPEN, "Its deposit began and never ended.");
                }
            }
            case COLLECTING -> {
                if (stuck) {
                    add(parcel, Difference.Kind.PICKUP_OPEN, "Its pickup began and never ended.");
                }
            }
            case WAITING, CONTRADICTORY -> waiting(parcel, standing, age);
            case ANNOUNCED, COLLECTED, RETURNED, CANCELLED, GONE -> {}
        }
    }

    private void waiting(ParcelRecord parcel, ParcelStanding standing, Duration age) {
        if (standing.cancelled()) {
            add(parcel, Difference.Kind.CAME_ALL_THE_SAME, "It was taken back, and came all the same.");
        }
        if (standing.number() == 0 && age.compareTo(LONGEST_WITHOUT_CODE) >= 0) {
            add(parcel, Difference.Kind.NO_CODE, "It is in, and no code opens for it.");
        }
        if (standing.locked()) {
            add(parcel, Difference.Kind.LOCKED, "Too many wrong codes were tried; its own opens nothing any more.");
        }
        if (standing.overdue() && standing.state() == ParcelState.WAITING) {
            add(
                    parcel,
                    Difference.Kind.OVERDUE,
                    standing.returning()
                            ? "It waited too long and goes back, and no courier has taken it yet."
                            : "It waits too long, and nobody has fetched it.");
        }
        String attention = standing.attention();
        if (attention == null || standing.state() != ParcelState.WAITING) {
            return;
        }
        if (isUnsettled(parcel, standing.compartment())) {
            add(
                    Difference.Kind.UNSETTLED,
                    standing.compartment(),
                    parcel,
                    standing.changedAt(),
                    attention,
                    Stream.of(standing.newest(), standing.entered()));
        } else {
            add(parcel, Difference.Kind.DOUBTFUL, attention);
        }
    }

    /// Whether it is not known what the last pickup there took, and what is known beside that is listed with it.
    private static boolean isUnsettled(ParcelRecord parcel, @Nullable CompartmentId compartment) {
        ParcelStanding standing = parcel.standing();
        String attention = standing.attention();
        return attention != null
                && attention.startsWith(ParcelVerdicts.UNTOLD)
                && standing.state() == ParcelState.WAITING
                && Objects.equals(standing.compartment(), compartment);
    }

    private void shared() {
        Map<CompartmentId, List<ParcelRecord>> places = new TreeMap<>();
        for (ParcelRecord parcel : bank.open()) {
            CompartmentId place = parcel.standing().compartment();
            if (place != null && parcel.standing().state().isInside()) {
                places.computeIfAbsent(place, _ -> new ArrayList<>()).add(parcel);
            }
        }
        places.forEach((place, parcels) -> {
            Set<String> recipients = new HashSet<>();
            parcels.forEach(parcel -> {
                String recipient = parcel.recipient();
                if (recipient != null) {
                    recipients.add(recipient);
                }
            });
            if (recipients.size() > 1) {
                add(
                        Difference.Kind.SHARED,
                        place,
                        parcels.getLast(),
                        parcels.getLast().standing().changedAt(),
                        "Parcels of different recipients lie in " + place + '.',
                        parcels.stream().map(parcel -> parcel.standing().entered()));
            }
        });
    }

    private void add(ParcelRecord parcel, Difference.Kind kind, String what) {
        add(
                kind,
                parcel.standing().compartment(),
                parcel,
                parcel.standing().changedAt(),
                what,
                Stream.of(parcel.standing().newest()));
    }

    private void add(
            Difference.Kind kind,
            @Nullable CompartmentId place,
            @Nullable ParcelRecord parcel,
            Instant since,
            String what,
            Stream<@Nullable EntryRef> evidence) {
        List<EntryRef> shown = new ArrayList<>();
        evidence.forEach(ref -> {
            if (ref != null) {
                shown.add(ref);
            }
        });
        found.add(new Difference(
                kind, bank.bank(), place, parcel == null ? null : parcel.key().parcel(), since, what, shown));
    }
}

package io.lockward.fleet.dispute;

import io.lockward.fleet.EntryRef;
import io.lockward.fleet.StoredEntry;
import io.lockward.fleet.dispute.Contradiction.Kind;
import io.lockward.fleet.parcel.ParcelStanding;
import io.lockward.fleet.parcel.ParcelState;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.entry.ConditionEntry;
import io.lockward.protocol.entry.Sensed;
import io.lockward.protocol.entry.Stamp;
import io.lockward.protocol.parcel.DepositVerdict;
import io.lockward.protocol.parcel.PickupVerdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Evidence that does not fit other evidence. Used once, by one thread.
final class ContradictionRules {
    /// A clock that moves against the uptime by more than this was set, milliseconds: no crystal drifts so between
    /// two entries that time servers correct.
    static final long STEP_MILLIS = 5_000;

    private final Chronicle chronicle;
    private final Evidence evidence;
    private final List<Contradiction> found = new ArrayList<>();

    private ContradictionRules(Chronicle chronicle) {
        this.chronicle = chronicle;
        this.evidence = chronicle.evidence();
    }

    /// The worst first.
    static List<Contradiction> of(Chronicle chronicle, Finding finding) {
        return new ContradictionRules(chronicle).all(finding);
    }

    private List<Contradiction> all(Finding finding) {
        forced();
        chronicle.movements().forEach(this::movement);
        content();
        codes();
        complaints();
        books(finding);
        journal();
        evidence.clips().forEach(this::clip);
        clock();
        return found.stream().sorted(Comparator.comparing(Contradiction::kind)).toList();
    }

    private boolean isOurs(CompartmentId place) {
        return chronicle.places().isEmpty() || chronicle.places().contains(place);
    }

    private void forced() {
        for (Opening opening : chronicle.openings()) {
            if (opening.cause() == Opening.Cause.FORCED && isOurs(opening.compartment())) {
                add(
                        Kind.OPENED_WITHOUT_UNLOCK,
                        opening.compartment() + " opened on " + CaseWords.when(chronicle, opening.opened())
                                + ", and nothing had unlocked it.",
                        List.of(opening.ref()));
            }
        }
    }

    /// What the bank made of a movement against what its sensor decided.
    private void movement(Movement movement) {
        Sensed sensed = movement.sensed;
        String verdict = movement.verdict;
        if (sensed == null || verdict == null || !isOurs(movement.compartment)) {
            return;
        }
        boolean says = movement.deposit
                ? differs(verdict, DepositVerdict.VERIFIED.word(), movement, Sensed.Outcome.ADDED)
                        || (verdict.equals(DepositVerdict.NOTHING_PLACED.word()) && movement.saw(Sensed.Outcome.ADDED))
                : differs(verdict, PickupVerdict.COLLECTED.word(), movement, Sensed.Outcome.REMOVED);
        if (says) {
            add(
                    Kind.BOOKS_AND_SENSOR,
                    "The " + (movement.deposit ? "deposit into " : "pickup from ") + movement.compartment + " ended as "
                            + CaseWords.plain(verdict) + ", and the sensor decided "
                            + CaseWords.plain(sensed.outcome()
                                    .name()
                                    .toLowerCase(Locale.ROOT)
                                    .replace('_', '-'))
                            + '.',
                    movement.refs());
        }
        if (!movement.deposit
                && verdict.equals(PickupVerdict.LEFT_BEHIND.word())
                && movement.isOf(evidence.question().parcel())) {
            add(
                    Kind.CODE_USED_WEIGHT_STAYS,
                    "Its code opened " + movement.compartment + " on " + CaseWords.when(chronicle, movement.first)
                            + ", and nothing was taken.",
                    movement.refs());
        }
    }

    private static boolean differs(String verdict, String clear, Movement movement, Sensed.Outcome expected) {
        return verdict.equals(clear) && !movement.saw(expected);
    }

    /// Conditions by which the bank itself says that books and sensors differ.
    private void content() {
        for (StoredEntry stored : chronicle.said(entry -> entry instanceof ConditionEntry.Raised raised
                && (raised.kind() == ConditionEntry.Kind.MISSING_CONTENT
                        || raised.kind() == ConditionEntry.Kind.UNEXPECTED_CONTENT))) {
            ConditionEntry condition = (ConditionEntry) stored.entry();
            if (CompartmentId.isValid(condition.subject()) && isOurs(new CompartmentId(condition.subject()))) {
                boolean missing = condition.kind() == ConditionEntry.Kind.MISSING_CONTENT;
                add(
                        Kind.BOOKS_AND_SENSOR,
                        (missing
                                        ? "The books had a parcel in " + condition.subject()
                                                + " and the sensors saw nothing there, on "
                                        : "The sensors saw something in " + condition.subject()
                                                + " that the books did not have, on ")
                                + CaseWords.when(chronicle, stored)
                                + '.',
                        List.of(stored.ref()));
            }
        }
    }

    /// Pickups of other parcels through the same door while this one lay there.
    private void codes() {
        Movement deposit = DepositFindingRules.decisive(chronicle);
        if (deposit == null) {
            return;
        }
        List<Movement> own = chronicle.ofParcel(false);
        EntryRef until = own.stream()
                .filter(pickup -> pickup.saw(Sensed.Outcome.REMOVED))
                .map(Movement::begin)
                .findFirst()
                .orElse(null);
        for (Movement pickup : chronicle.movements()) {
            boolean meanwhile = pickup.begin().compareTo(deposit.end()) > 0
                    && (until == null || pickup.begin().compareTo(until) < 0);
            if (!pickup.deposit
                    && meanwhile
                    && pickup.opened != null
                    && !pickup.isOf(evidence.question().parcel())
                    && chronicle.places().contains(pickup.compartment)) {
                add(
                        Kind.TWO_CODES,
                        "The code of another parcel opened " + pickup.compartment + " on "
                                + CaseWords.when(chronicle, pickup.first) + ", while this one lay there.",
                        pickup.refs());
            }
        }
    }

    private void complaints() {
        for (StoredEntry said : chronicle.said(
                entry -> Chronicle.isComplaint(entry, evidence.question().parcel()))) {
            add(
                    Kind.SAID_NOT_THERE,
                    "Somebody said at the screen on " + CaseWords.when(chronicle, said)
                            + " that it was not there, or not theirs.",
                    List.of(said.ref()));
        }
    }

    /// The cloud's books against what these entries say: they are folded from the same entries, so this tells of
    /// entries that are not here, or of a fault of this service.
    private void books(Finding finding) {
        ParcelStanding standing = evidence.standing();
        if (standing == null || finding.certainty() == Certainty.UNDECIDED) {
            return;
        }
        Set<ParcelState> fit = fitting(finding.conclusion());
        if (!fit.isEmpty() && !fit.contains(standing.state())) {
            add(
                    Kind.BOOKS_DIFFER,
                    "The cloud’s books have it as " + standing.state().word() + ", and these entries say: "
                            + CaseWords.plain(finding.conclusion().word()) + '.',
                    standing.newest() == null ? List.of() : List.of(standing.newest()));
        }
    }

    private static Set<ParcelState> fitting(Statement.Kind conclusion) {
        return switch (conclusion) {
            case COLLECTED -> Set.of(ParcelState.COLLECTED);
            case RETURNED -> Set.of(ParcelState.RETURNED);
            case STILL_THERE, LEFT_BEHIND, PARTLY_TAKEN ->
                Set.of(ParcelState.WAITING, ParcelState.COLLECTING, ParcelState.CONTRADICTORY);
            case NEVER_PUT_IN, NOTHING_PUT_IN ->
                Set.of(ParcelState.ANNOUNCED, ParcelState.CANCELLED, ParcelState.DEPOSITING);
            case OUT_WITHOUT_PICKUP -> Set.of(ParcelState.GONE);
            case PUT_IN,
                    PUT_IN_ELSEWHERE,
                    DEPOSIT_UNCLEAR,
                    STAYED_SHUT,
                    OPENED_BETWEEN,
                    TAKEN_BY_FORCE,
                    TAKEN_WITH_ANOTHERS_CODE,
                    TAKEN_AFTER_COMMAND,
                    WHEREABOUTS_UNCLEAR,
                    DOOR_FORCED,
                    DOOR_OPENED_AS_ASKED,
                    DOOR_STAYED_SHUT -> Set.of();
        };
    }

    private void journal() {
        for (Evidence.Missing gap : evidence.missing()) {
            String words = gap.words();
            add(Kind.JOURNAL_GAP, words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1) + '.', List.of());
        }
        Set<Long> epochs = new LinkedHashSet<>();
        evidence.entries().forEach(entry -> epochs.add(entry.ref().epoch()));
        if (epochs.size() > 1) {
            add(
                    Kind.JOURNAL_REPLACED,
                    "The bank began a new journal in that time: epochs "
                            + String.join(
                                    ", ", epochs.stream().map(String::valueOf).toList()) + '.',
                    List.of());
        }
    }

    /// A clip against the entries it was made for.
    private void clip(ClipFact clip) {
        if (clip.state() == ClipFact.State.LOST) {
            return;
        }
        List<String> wrong = new ArrayList<>();
        if (clip.gapMillis() > 0) {
            wrong.add("footage of " + clip.gapMillis() + " ms is missing within it");
        }
        for (StoredEntry entry : evidence.entries()) {
            if (belongs(clip, entry.ref()) && isOutside(clip, entry.stamp())) {
                wrong.add("it does not show the time of entry " + entry.ref().seq());
                break;
            }
        }
        if (!wrong.isEmpty()) {
            add(Kind.CLIP_MISSES_EVENT, "Clip " + clip.clip() + ": " + String.join(", and ", wrong) + '.', List.of());
        }
    }

    private static boolean belongs(ClipFact clip, EntryRef ref) {
        Long first = clip.first();
        Long last = clip.last() == null ? first : clip.last();
        return first != null && last != null && ref.epoch() == clip.epoch() && ref.seq() >= first && ref.seq() <= last;
    }

    /// By uptime, which nobody can set.
    private static boolean isOutside(ClipFact clip, Stamp stamp) {
        Long boot = clip.boot();
        Long from = clip.fromUp();
        Long to = clip.toUp();
        return boot != null
                && from != null
                && to != null
                && boot == stamp.boot()
                && (stamp.up() < from || stamp.up() > to);
    }

    private void clock() {
        @Nullable StoredEntry before = null;
        for (StoredEntry entry : evidence.entries()) {
            if (before != null && before.stamp().boot() == entry.stamp().boot()) {
                long wall =
                        entry.stamp().at().toEpochMilli() - before.stamp().at().toEpochMilli();
                long step = wall - (entry.stamp().up() - before.stamp().up());
                if (Math.abs(step) > STEP_MILLIS) {
                    add(
                            Kind.CLOCK_STEPPED,
                            "The bank’s clock was set by " + step / 1_000 + " s before entry "
                                    + entry.ref().seq() + "; the order of entries does not depend on it.",
                            List.of(before.ref(), entry.ref()));
                }
            }
            before = entry;
        }
    }

    private void add(Kind kind, String words, List<EntryRef> refs) {
        found.add(new Contradiction(kind, words, refs));
    }
}

package io.lockward.fleet.dispute;

import io.lockward.fleet.EntryRef;
import io.lockward.fleet.StoredEntry;
import io.lockward.fleet.dispute.ChecklistItem.Item;
import io.lockward.fleet.dispute.ChecklistItem.Standing;
import io.lockward.fleet.dispute.ClipFact.State;
import io.lockward.protocol.entry.Entry;
import io.lockward.protocol.entry.KioskEntry;
import io.lockward.protocol.entry.ParcelEntry;
import io.lockward.protocol.entry.Sensed;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a dispute can be settled with, what of it is there, and why the rest is not. Used once, by one thread.
final class ChecklistRules {
    /// A clock that is off by more than this is told, milliseconds.
    private static final long CLOCK_FAIR = 2_000;

    private final Chronicle chronicle;
    private final Evidence evidence;
    private final List<ScreenVisit> screen;
    private final @Nullable Movement deposit;
    private final @Nullable Movement pickup;

    private ChecklistRules(Chronicle chronicle, List<ScreenVisit> screen) {
        this.chronicle = chronicle;
        this.screen = screen;
        this.evidence = chronicle.evidence();
        this.deposit = DepositFindingRules.decisive(chronicle);
        List<Movement> pickups = chronicle.ofParcel(false);
        this.pickup = pickups.isEmpty() ? null : pickups.getLast();
    }

    /// One of each, in their order.
    static List<ChecklistItem> of(Chronicle chronicle, List<ScreenVisit> screen) {
        ChecklistRules rules = new ChecklistRules(chronicle, screen);
        return List.of(
                rules.scan(),
                rules.sensed(Item.DEPOSIT_SENSED, rules.deposit, Sensed.Outcome.ADDED),
                rules.closed(),
                rules.code(),
                rules.sensed(Item.PICKUP_SENSED, rules.pickup, Sensed.Outcome.REMOVED),
                rules.clips(),
                rules.kiosk(),
                NetworkRules.of(chronicle.evidence()),
                rules.whole(),
                rules.signed(),
                rules.clock());
    }

    private boolean withoutParcel() {
        return evidence.question().parcel() == null;
    }

    private ChecklistItem scan() {
        if (withoutParcel()) {
            return off(Item.DELIVERY_SCAN, "This case is about no parcel.");
        }
        if (deposit == null) {
            return missing(Item.DELIVERY_SCAN, "No courier began a deposit of it" + orLate());
        }
        String courier = deposit.courier;
        return courier == null
                ? missing(Item.DELIVERY_SCAN, "A deposit began, and no entry says with whose ticket.")
                : there(
                        Item.DELIVERY_SCAN,
                        "Courier " + courier + " began a deposit at " + deposit.compartment + at(deposit),
                        deposit.refs());
    }

    private ChecklistItem sensed(Item item, @Nullable Movement movement, Sensed.Outcome expected) {
        if (withoutParcel()) {
            return off(item, "This case is about no parcel.");
        }
        if (movement == null) {
            return item == Item.DEPOSIT_SENSED
                    ? missing(item, "There was no deposit" + orLate())
                    : off(item, "Nobody came for it" + orLate());
        }
        Sensed decided = movement.sensed;
        if (decided == null) {
            return missing(item, movement.concluded == null ? "It has no end" + orLate() : "No sensor decided it.");
        }
        String words = String.format(
                Locale.ROOT,
                "%s: %s, %.2f %% sure",
                decided.channel() == null ? "sensor" : CaseWords.plain(decided.channel()),
                outcome(decided.outcome()),
                decided.confidence() * 100);
        return decided.outcome() == Sensed.Outcome.UNDECIDED
                ? missing(item, "The sensor could not tell.")
                : there(
                        item,
                        decided.outcome() == expected ? words : words + ", and not what the books expected",
                        movement.refs());
    }

    private static String outcome(Sensed.Outcome outcome) {
        return switch (outcome) {
            case ADDED -> "something was added";
            case REMOVED -> "something was taken";
            case NO_CHANGE -> "nothing changed";
            case UNDECIDED -> "no decision";
        };
    }

    private ChecklistItem closed() {
        List<Opening> openings = chronicle.openings().stream()
                .filter(opening ->
                        chronicle.places().isEmpty() || chronicle.places().contains(opening.compartment()))
                .toList();
        if (openings.isEmpty()) {
            return withoutParcel() || deposit == null
                    ? off(Item.DOOR_CLOSED, "No door was opened" + orLate())
                    : missing(Item.DOOR_CLOSED, "The door switch told nothing" + orLate());
        }
        List<Opening> open =
                openings.stream().filter(opening -> opening.closed() == null).toList();
        return open.isEmpty()
                ? there(
                        Item.DOOR_CLOSED,
                        "Closed after each of " + openings.size() + " openings.",
                        openings.stream().map(Opening::ref).toList())
                : missing(
                        Item.DOOR_CLOSED,
                        open.getFirst().compartment() + " was not seen closed after it opened"
                                + at(open.getFirst().opened()));
    }

    private ChecklistItem code() {
        if (withoutParcel()) {
            return off(Item.CODE_USED, "This case is about no parcel.");
        }
        if (pickup == null) {
            return off(Item.CODE_USED, "Nobody came for it" + orLate());
        }
        if (pickup.started == null || pickup.taker == null) {
            return missing(Item.CODE_USED, "The beginning of the pickup is not here.");
        }
        return pickup.taker == ParcelEntry.Taker.COURIER
                ? there(Item.CODE_USED, "A courier’s ticket opened " + pickup.compartment + at(pickup), pickup.refs())
                : there(Item.CODE_USED, "Its own code opened " + pickup.compartment + at(pickup), pickup.refs());
    }

    private ChecklistItem clips() {
        List<ClipFact> clips = evidence.clips();
        if (clips.isEmpty()) {
            return evidence.camera()
                    ? missing(Item.CLIPS, "The bank has a camera and told of no clip" + orLate())
                    : off(Item.CLIPS, "The bank has no camera, as far as its journal shows.");
        }
        List<String> words = new ArrayList<>();
        boolean all = true;
        for (ClipFact clip : clips) {
            all &= clip.state() == State.STORED;
            String which = (clip.because() == null ? "clip" : CaseWords.plain(clip.because()))
                    + (clip.camera() == null ? "" : " (" + clip.camera() + ")");
            words.add(which + ": "
                    + switch (clip.state()) {
                        case STORED ->
                            clip.gapMillis() > 0 ? "here, " + clip.gapMillis() + " ms missing in it" : "here";
                        case KNOWN -> "late, still at the bank";
                        case PARTIAL -> "late, part of it has come";
                        case LOST -> "lost, " + (clip.lost() == null ? "and no reason told" : clip.lost());
                        case DELETED -> "deleted, its time was over";
                    });
        }
        String told =
                words.stream().limit(6).collect(Collectors.joining("; ")) + (words.size() > 6 ? "; and more." : ".");
        return all ? there(Item.CLIPS, told, List.of()) : missing(Item.CLIPS, told);
    }

    /// What was shown and pressed. A movement whose visit has no end is told of in part only.
    private ChecklistItem kiosk() {
        if (screen.isEmpty()) {
            return deposit == null && pickup == null
                    ? off(Item.KIOSK_SESSION, "Nobody was at the screen for it" + orLate())
                    : missing(Item.KIOSK_SESSION, "Nothing tells of the screen" + orLate());
        }
        List<String> words = new ArrayList<>();
        List<EntryRef> refs = new ArrayList<>();
        boolean whole = true;
        long frozen = 0;
        for (ScreenVisit visit : screen) {
            for (Fact moment : visit.moments()) {
                Entry entry = moment.entry().entry();
                if (entry instanceof KioskEntry.Trouble trouble) {
                    words.add("told " + CaseWords.plain(trouble.what()) + " (" + trouble.code() + ")");
                    refs.add(moment.entry().ref());
                } else if (entry instanceof KioskEntry.Visit) {
                    refs.add(moment.entry().ref());
                } else if (entry instanceof KioskEntry.Frozen) {
                    frozen++;
                }
            }
            if (visit.told() != null) {
                words.add(ScreenRules.words(visit.told()));
            } else if (visit.moments().stream()
                    .anyMatch(moment -> moment.entry().entry() instanceof ParcelEntry)) {
                whole = false;
                words.add("what was pressed in the visit of "
                        + CaseWords.when(chronicle, visit.moments().getFirst().entry())
                        + " is not told: it is not over, the power was cut, or the agent is an old one");
            }
        }
        String told = words.isEmpty() ? "Nothing was done at it" : String.join("; ", words);
        String more = frozen == 0 ? "." : "; it froze " + frozen + (frozen == 1 ? " time." : " times.");
        return whole
                ? there(Item.KIOSK_SESSION, upper(told) + more, refs)
                : missing(Item.KIOSK_SESSION, upper(told) + more);
    }

    private static String upper(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    private ChecklistItem whole() {
        if (evidence.entries().isEmpty()) {
            return missing(Item.JOURNAL_WHOLE, "Not one entry of the bank is here" + orLate());
        }
        if (!evidence.missing().isEmpty()) {
            String gaps = evidence.missing().stream()
                    .limit(5)
                    .map(Evidence.Missing::words)
                    .collect(Collectors.joining("; "));
            return missing(Item.JOURNAL_WHOLE, upper(gaps) + '.');
        }
        EntryRef first = evidence.entries().getFirst().ref();
        EntryRef last = evidence.entries().getLast().ref();
        return there(
                Item.JOURNAL_WHOLE,
                "Nothing is missing from entry " + first.seq() + " to " + last.seq() + ".",
                List.of(first, last));
    }

    private ChecklistItem signed() {
        if (evidence.entries().isEmpty()) {
            return missing(Item.SIGNED, "There is nothing to be signed.");
        }
        List<StoredEntry> open = evidence.entries().stream()
                .filter(entry -> !evidence.isSigned(entry.ref()))
                .toList();
        EntryRef last = evidence.entries().getLast().ref();
        return open.isEmpty()
                ? there(Item.SIGNED, "The bank signed its journal past entry " + last.seq() + ".", List.of(last))
                : missing(
                        Item.SIGNED,
                        "No signature of the bank covers entry "
                                + open.getFirst().ref().seq() + " and later; a bank signs every ten minutes.");
    }

    private ChecklistItem clock() {
        Long offset = evidence.clockOffsetMillis();
        if (offset == null) {
            return missing(Item.CLOCK, "The bank’s clock was never held against the cloud’s.");
        }
        long size = Math.abs(offset);
        return there(
                Item.CLOCK,
                size <= CLOCK_FAIR
                        ? "The bank’s clock is right within " + CLOCK_FAIR / 1_000 + " s."
                        : "The bank’s clock is " + size / 1_000 + " s " + (offset > 0 ? "fast" : "slow")
                                + "; its times here are by that clock.",
                List.of());
    }

    /// That nothing was told of may only mean that it has not come yet.
    private String orLate() {
        return evidence.missing().isEmpty() ? "." : ", as far as the journal is here.";
    }

    private String at(Movement movement) {
        return at(movement.first);
    }

    private String at(StoredEntry entry) {
        return " on " + CaseWords.when(chronicle, entry) + '.';
    }

    private static ChecklistItem there(Item item, String words, List<EntryRef> refs) {
        return new ChecklistItem(item, Standing.THERE, words, refs);
    }

    private static ChecklistItem missing(Item item, String words) {
        return new ChecklistItem(item, Standing.MISSING, words, List.of());
    }

    private static ChecklistItem off(Item item, String words) {
        return new ChecklistItem(item, Standing.NOT_APPLICABLE, words, List.of());
    }
}

package io.lockward.fleet.parcel;

import io.lockward.fleet.EntryRef;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.entry.AgentEntry;
import io.lockward.protocol.entry.ClipEntry;
import io.lockward.protocol.entry.CodeEntry;
import io.lockward.protocol.entry.CommandEntry;
import io.lockward.protocol.entry.ConditionEntry;
import io.lockward.protocol.entry.ConfigEntry;
import io.lockward.protocol.entry.DoorEntry;
import io.lockward.protocol.entry.JournalEntry;
import io.lockward.protocol.entry.KioskEntry;
import io.lockward.protocol.entry.OccupancyEntry;
import io.lockward.protocol.entry.ParcelEntry;
import io.lockward.protocol.entry.PowerEntry;
import io.lockward.protocol.entry.RemedyEntry;
import io.lockward.protocol.entry.Sensed;
import io.lockward.protocol.entry.TicketEntry;
import io.lockward.protocol.entry.UnreadEntry;
import io.lockward.protocol.parcel.DepositVerdict;
import io.lockward.protocol.parcel.PickupVerdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A parcel's story from all that is known about it, in whatever order it became known. Its bank is the authority
/// on where it is: what a bank told is taken in the order of its journal, and the cloud's own doing moves no
/// parcel. Pure.
///
/// Used once, by one thread.
public final class ParcelFold {
    private static final Comparator<ParcelFact.Told> BY_SOURCE = Comparator.comparing(ParcelFact.Told::source);

    private static final Comparator<ParcelFact.Done> BY_TIME = Comparator.comparing(ParcelFact.Done::at)
            .thenComparing(ParcelFact.Done::what)
            .thenComparing(ParcelFact.Done::key);

    /// What the bank's word alone makes of it.
    private enum Place {
        NEVER_IN,
        COMING_IN,
        INSIDE,
        GOING_OUT,
        COLLECTED,
        RETURNED,
        GONE;

        boolean isInside() {
            return this == INSIDE || this == GOING_OUT;
        }
    }

    private final List<ParcelStory.Step> steps = new ArrayList<>();
    private final Wishes wishes;
    private Place place = Place.NEVER_IN;
    private boolean insideBefore;
    private boolean everInside;
    private boolean anotherLook;
    private @Nullable CompartmentId compartment;
    private @Nullable String verdict;
    private @Nullable String attention;
    /// What its bank last flagged; stands until it is out, whatever pickups came to nothing meanwhile.
    private @Nullable String flag;
    private @Nullable Hindrance hindrance;
    private @Nullable String courier;
    private @Nullable String recipient;
    private int number;
    private @Nullable String fingerprint;
    private boolean locked;
    private ParcelEntry.@Nullable Taker taker;
    private @Nullable Instant insideSince;
    private @Nullable EntryRef newest;
    private @Nullable EntryRef entered;
    private @Nullable EntryRef left;

    private ParcelFold(Wishes wishes) {
        this.wishes = wishes;
    }

    /// Folds the facts about one parcel.
    ///
    /// @param facts at least one
    /// @param words what its bank says now of the compartment that the parcel lies in
    public static ParcelStory fold(Collection<ParcelFact> facts, PlaceWords words) {
        List<ParcelFact.Done> done = new ArrayList<>();
        List<ParcelFact.Told> told = new ArrayList<>();
        for (ParcelFact fact : facts) {
            switch (fact) {
                case ParcelFact.Done one -> done.add(one);
                case ParcelFact.Told one -> told.add(one);
            }
        }
        if (done.isEmpty() && told.isEmpty()) {
            throw new IllegalArgumentException("nothing is known of it");
        }
        done.sort(BY_TIME);
        told.sort(BY_SOURCE);
        return new ParcelFold(Wishes.of(done)).story(done, told, words);
    }

    private ParcelStory story(List<ParcelFact.Done> done, List<ParcelFact.Told> told, PlaceWords words) {
        int next = 0;
        for (ParcelFact.Told one : told) {
            while (next < done.size() && done.get(next).at().isBefore(one.at())) {
                add(done.get(next++));
            }
            tell(one);
        }
        while (next < done.size()) {
            add(done.get(next++));
        }
        Instant changed = steps.stream()
                .map(ParcelStory.Step::at)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        ParcelState state = words.missing() != null && place == Place.INSIDE ? ParcelState.CONTRADICTORY : state();
        if (hindrance != null && (!place.isInside() || hindrance.isOver(words))) {
            flag = isOutOfService(flag) ? null : flag;
            attention = isOutOfService(attention) ? null : attention;
            hindrance = null;
        }
        return new ParcelStory(
                new ParcelStanding(
                        state,
                        compartment,
                        verdict,
                        state == ParcelState.CONTRADICTORY
                                ? "The books say that it is in " + compartment + ", and the sensors see nothing there."
                                : attention == null ? flag : attention,
                        courier,
                        recipient,
                        number,
                        fingerprint,
                        wishes.number,
                        wishes.cancelled,
                        wishes.returning && place.isInside(),
                        wishes.held && place.isInside(),
                        wishes.overdue && place.isInside(),
                        locked,
                        insideSince,
                        changed,
                        newest,
                        entered,
                        left,
                        hindrance == null ? null : hindrance.source()),
                steps);
    }

    private ParcelState state() {
        return switch (place) {
            case NEVER_IN -> wishes.cancelled || !wishes.announced ? ParcelState.CANCELLED : ParcelState.ANNOUNCED;
            case COMING_IN -> ParcelState.DEPOSITING;
            case INSIDE -> ParcelState.WAITING;
            case GOING_OUT -> ParcelState.COLLECTING;
            case COLLECTED -> ParcelState.COLLECTED;
            case RETURNED -> ParcelState.RETURNED;
            case GONE -> ParcelState.GONE;
        };
    }

    private void add(ParcelFact.Done done) {
        steps.add(new ParcelStory.Step(
                done.at(), done.what().word(), stateNow(done), null, null, null, done.by(), done.text(), null, null));
    }

    /// Before its bank said anything, what the cloud did is where it stands.
    private ParcelState stateNow(ParcelFact.Done done) {
        return place == Place.NEVER_IN
                ? done.what() == ParcelFact.What.CANCELLED ? ParcelState.CANCELLED : ParcelState.ANNOUNCED
                : state();
    }

    private void tell(ParcelFact.Told told) {
        newest = told.source();
        switch (told.entry()) {
            case ParcelEntry entry -> tell(told, entry);
            case CodeEntry.Locked _ -> {
                locked = true;
                step(told, "code.locked", null, null, null, null, null);
            }
            case KioskEntry.Trouble trouble ->
                step(told, "kiosk.trouble", null, null, null, trouble.code() + ", " + trouble.what(), null);
            case CodeEntry _,
                    KioskEntry _,
                    AgentEntry _,
                    ClipEntry _,
                    CommandEntry _,
                    ConditionEntry _,
                    ConfigEntry _,
                    DoorEntry _,
                    JournalEntry _,
                    OccupancyEntry _,
                    PowerEntry _,
                    RemedyEntry _,
                    TicketEntry _,
                    UnreadEntry _ -> throw new IllegalArgumentException("says nothing about a parcel");
        }
    }

    private void tell(ParcelFact.Told told, ParcelEntry entry) {
        switch (entry) {
            case ParcelEntry.DepositStarted started -> {
                insideBefore = place.isInside();
                anotherLook = false;
                flag = null;
                hindrance = null;
                place = Place.COMING_IN;
                compartment = started.compartment();
                courier = started.courier() == null ? courier : started.courier();
                recipient = started.recipient() == null ? recipient : started.recipient();
                step(told, "deposit.started", null, null, courier, null, started.deposit());
            }
            case ParcelEntry.DepositConcluded concluded -> concluded(told, concluded);
            case ParcelEntry.PickupStarted started -> {
                // The door of what was just taken opens once more: it is out, unless it comes back.
                anotherLook = place == Place.COLLECTED || place == Place.RETURNED;
                place = anotherLook ? place : Place.GOING_OUT;
                compartment = started.compartment();
                taker = started.by();
                step(told, "pickup.started", null, null, by(taker), null, started.pickup());
            }
            case ParcelEntry.PickupConcluded concluded -> concluded(told, concluded);
            case ParcelEntry.Stated stated -> {
                String said = "The person at the door said that "
                        + (stated.all() ? "they took everything." : "something is still inside.");
                attention = attention != null && attention.startsWith(ParcelVerdicts.UNTOLD)
                        ? ParcelVerdicts.UNTOLD + " " + said
                        : attention;
                step(told, "pickup.stated", null, null, by(taker), said, stated.pickup());
            }
            case ParcelEntry.Moved moved -> {
                compartment = moved.compartment();
                hindrance = null;
                step(told, "parcel.moved", null, null, null, "From " + moved.from() + ": " + moved.why(), null);
            }
            case ParcelEntry.Coded coded -> {
                locked = locked && coded.number() <= number;
                number = coded.number();
                fingerprint = coded.fingerprint();
                step(told, "parcel.coded", null, null, null, "Code number " + number, null);
            }
            case ParcelEntry.Flagged flagged -> {
                attention = flagged.why();
                flag = flagged.why();
                if (isOutOfService(flagged.why())) {
                    hindrance = new Hindrance(told.source(), true);
                }
                step(told, "parcel.flagged", null, null, null, flagged.why(), null);
            }
            case ParcelEntry.Gone gone -> {
                place = Place.GONE;
                left = told.source();
                attention = null;
                flag = null;
                step(told, "parcel.gone", null, null, null, gone.why(), null);
            }
        }
    }

    private void concluded(ParcelFact.Told told, ParcelEntry.DepositConcluded concluded) {
        DepositVerdict known = ParcelVerdicts.deposit(concluded.verdict());
        Sensed sensed = concluded.sensed();
        boolean leaves = known == null || known.leavesParcel();
        if (!leaves && place == Place.INSIDE && !concluded.compartment().equals(compartment)) {
            // Another door took it while this one stayed shut, and now opened late.
            step(told, "deposit.concluded", concluded.verdict(), sensed, courier, null, concluded.deposit());
            return;
        }
        verdict = concluded.verdict();
        if (leaves) {
            if (!everInside || !insideBefore) {
                insideSince = told.at();
            }
            entered = told.source();
            everInside = true;
            place = Place.INSIDE;
            attention = ParcelVerdicts.attention(known);
            if (known != DepositVerdict.WRONG_COMPARTMENT || compartment == null) {
                compartment = concluded.compartment();
            }
        } else {
            boolean takenBack = sensed != null && sensed.outcome() == Sensed.Outcome.REMOVED;
            place = insideBefore && !takenBack ? Place.INSIDE : insideBefore ? Place.RETURNED : Place.NEVER_IN;
            left = place == Place.RETURNED ? told.source() : left;
            compartment = place == Place.INSIDE ? compartment : concluded.compartment();
        }
        insideBefore = false;
        step(told, "deposit.concluded", verdict, sensed, courier, null, concluded.deposit());
    }

    private void concluded(ParcelFact.Told told, ParcelEntry.PickupConcluded concluded) {
        PickupVerdict known = ParcelVerdicts.pickup(concluded.verdict());
        verdict = concluded.verdict();
        compartment = concluded.compartment();
        if (anotherLook && known != PickupVerdict.LEFT_BEHIND) {
            attention = known == null ? ParcelVerdicts.UNKNOWN : ParcelVerdicts.attention(known);
        } else if (known != null && known.takesParcel()) {
            boolean returned = taker == ParcelEntry.Taker.COURIER || (taker == null && wishes.returning);
            place = returned ? Place.RETURNED : Place.COLLECTED;
            left = told.source();
            attention = ParcelVerdicts.attention(known);
            flag = null;
        } else {
            place = Place.INSIDE;
            attention = known == null ? ParcelVerdicts.UNKNOWN : ParcelVerdicts.attention(known);
        }
        stuck(told, known);
        step(told, "pickup.concluded", verdict, concluded.sensed(), by(taker), null, concluded.pickup());
        if (known != PickupVerdict.DOOR_LEFT_OPEN && known != PickupVerdict.UNDECIDED) {
            // Those two are judged anew, with the same taker.
            taker = null;
        }
        anotherLook = anotherLook && known == PickupVerdict.DOOR_LEFT_OPEN;
    }

    /// A courier who stands before a stuck door is no recipient who waits for it.
    private void stuck(ParcelFact.Told told, @Nullable PickupVerdict verdict) {
        boolean outOfService = hindrance != null && hindrance.outOfService();
        if (verdict == PickupVerdict.NOT_OPENED) {
            if (!outOfService && taker != ParcelEntry.Taker.COURIER) {
                hindrance = new Hindrance(told.source(), false);
            }
        } else if (verdict != PickupVerdict.CANCELLED && !outOfService) {
            hindrance = null;
        }
    }

    private static boolean isOutOfService(@Nullable String why) {
        return why != null && why.startsWith(ParcelEntry.Flagged.OUT_OF_SERVICE);
    }

    private static @Nullable String by(ParcelEntry.@Nullable Taker taker) {
        return taker == null ? null : ParcelVerdicts.word(taker);
    }

    private void step(
            ParcelFact.Told told,
            String what,
            @Nullable String concluded,
            @Nullable Sensed sensed,
            @Nullable String by,
            @Nullable String text,
            @Nullable String movement) {
        steps.add(new ParcelStory.Step(
                told.at(), what, state(), compartment, concluded, sensed, by, text, movement, told.source()));
    }

    /// What the cloud asked for.
    private record Wishes(
            boolean announced, boolean cancelled, int number, boolean returning, boolean held, boolean overdue) {
        static Wishes of(List<ParcelFact.Done> inOrder) {
            boolean announced = false;
            boolean cancelled = false;
            int number = 0;
            boolean returning = false;
            boolean held = false;
            boolean overdue = false;
            for (ParcelFact.Done done : inOrder) {
                switch (done.what()) {
                    case ANNOUNCED -> announced = true;
                    case CANCELLED -> cancelled = true;
                    case RENEWED -> number = Math.max(number, done.number());
                    case OVERDUE -> overdue = true;
                    case RETURNING -> returning = true;
                    case HELD -> held = true;
                    case RELEASED -> held = false;
                }
            }
            return new Wishes(announced, cancelled, number, returning, held, overdue);
        }
    }
}

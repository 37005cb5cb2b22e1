package io.lockward.agent.bank.clip;

import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.entry.AgentEntry;
import io.lockward.protocol.entry.ClipEntry;
import io.lockward.protocol.entry.ClipEntry.Because;
import io.lockward.protocol.entry.CodeEntry;
import io.lockward.protocol.entry.CommandEntry;
import io.lockward.protocol.entry.ConditionEntry;
import io.lockward.protocol.entry.ConfigEntry;
import io.lockward.protocol.entry.DoorEntry;
import io.lockward.protocol.entry.Entry;
import io.lockward.protocol.entry.JournalEntry;
import io.lockward.protocol.entry.KioskEntry;
import io.lockward.protocol.entry.OccupancyEntry;
import io.lockward.protocol.entry.ParcelEntry;
import io.lockward.protocol.entry.PowerEntry;
import io.lockward.protocol.entry.RemedyEntry;
import io.lockward.protocol.entry.Stamp;
import io.lockward.protocol.entry.TicketEntry;
import io.lockward.protocol.entry.UnreadEntry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What a bank wants footage of and what it has: a fold over its journal's entries, and nothing but that. So a
/// power cut forgets no clip that was wanted, and none is claimed twice. Total: an entry that no agent would
/// write changes nothing that matters.
///
/// @param cameras those of the agent that started last
/// @param wants of which nothing is recorded yet, oldest first
/// @param kept recorded and not yet with the cloud, oldest first
public record Clips(SortedSet<String> cameras, List<Want> wants, List<Kept> kept) {
    /// Events of one compartment within this many milliseconds are one story: more than the longest time before
    /// and after an event together, so that spans that overlap always merge.
    public static final long SAME_STORY_MILLIS = 90_000;

    /// No story is longer, in milliseconds, however long a door stands open; what happens later begins another.
    public static final long LONGEST_MILLIS = 300_000;

    /// No more than this are wanted, or kept, at once; the oldest beyond it are lost, and that is told.
    public static final int MOST = 256;

    /// A bound that only a journal of somebody else could reach.
    private static final int HARD_BOUND = 4 * MOST;

    /// Before the first entry.
    public static final Clips NONE = new Clips(new TreeSet<>(), List.of(), List.of());

    public Clips {
        cameras = Collections.unmodifiableSortedSet(cameras);
        wants = List.copyOf(wants);
        kept = List.copyOf(kept);
    }

    /// What an entry is about, for a camera.
    ///
    /// @param begins whether it is reason enough for a clip; otherwise it only belongs to one
    private record Event(
            @Nullable Because because, @Nullable CompartmentId compartment, boolean begins) {}

    /// @param place of that entry
    public Clips then(Place place, Stamp stamp, Entry entry) {
        return switch (entry) {
            case AgentEntry.Started started -> started(started);
            case ClipEntry clip -> clip(place, clip);
            case ParcelEntry parcel -> happened(place, stamp, event(parcel));
            case DoorEntry door -> happened(place, stamp, event(door));
            case ConditionEntry.Raised raised -> happened(place, stamp, event(raised));
            case CodeEntry.Paused _ -> happened(place, stamp, new Event(Because.CODE_GUESSING, null, true));
            case AgentEntry.Probed _,
                    CodeEntry.Wrong _,
                    CodeEntry.Locked _,
                    CommandEntry _,
                    ConditionEntry.Cleared _,
                    ConfigEntry _,
                    JournalEntry _,
                    KioskEntry _,
                    OccupancyEntry _,
                    PowerEntry _,
                    RemedyEntry _,
                    TicketEntry _,
                    UnreadEntry _ -> this;
        };
    }

    /// What is wanted under that name.
    public @Nullable Want want(String clip) {
        return wants.stream()
                .filter(want -> want.clip().equals(clip))
                .findFirst()
                .orElse(null);
    }

    public @Nullable Kept kept(String clip) {
        return kept.stream().filter(one -> one.clip().equals(clip)).findFirst().orElse(null);
    }

    private Clips started(AgentEntry.Started started) {
        List<String> named = started.cameras();
        SortedSet<String> now = named == null ? new TreeSet<>() : new TreeSet<>(named);
        return now.equals(cameras) ? this : new Clips(now, wants, kept);
    }

    private Clips clip(Place place, ClipEntry clip) {
        return switch (clip) {
            case ClipEntry.Recorded recorded -> recorded(place, recorded);
            case ClipEntry.Lost lost -> without(lost.clip());
            case ClipEntry.Uploaded uploaded -> without(uploaded.clip());
        };
    }

    private static @Nullable Event event(ParcelEntry entry) {
        return switch (entry) {
            case ParcelEntry.DepositStarted _, ParcelEntry.DepositConcluded _ ->
                new Event(Because.DEPOSIT, entry.compartment(), true);
            case ParcelEntry.PickupStarted _, ParcelEntry.PickupConcluded _ ->
                new Event(Because.PICKUP, entry.compartment(), true);
            case ParcelEntry.Stated _,
                    ParcelEntry.Moved _,
                    ParcelEntry.Coded _,
                    ParcelEntry.Flagged _,
                    ParcelEntry.Gone _ -> null;
        };
    }

    private static Event event(DoorEntry entry) {
        return switch (entry) {
            case DoorEntry.Jammed jammed -> new Event(Because.JAM, jammed.compartment(), true);
            case DoorEntry.Opened _, DoorEntry.Closed _, DoorEntry.Pulsed _ ->
                new Event(null, entry.compartment(), false);
        };
    }

    private static @Nullable Event event(ConditionEntry.Raised raised) {
        return switch (raised.kind()) {
            case FORCED_ENTRY ->
                CompartmentId.isValid(raised.subject())
                        ? new Event(Because.FORCED_ENTRY, new CompartmentId(raised.subject()), true)
                        : null;
            case TAMPER -> new Event(Because.TAMPER, null, true);
            case DOOR_AJAR,
                    SENSOR_FAULT,
                    DISK_NEARLY_FULL,
                    UNEXPECTED_CONTENT,
                    MISSING_CONTENT,
                    CODE_GUESSING,
                    LOCK_NOT_ENGAGED,
                    CAMERA_FAULT,
                    SENSOR_ILL,
                    COMPARTMENT_BLIND -> null;
        };
    }

    private Clips happened(Place place, Stamp stamp, @Nullable Event event) {
        if (event == null || cameras.isEmpty()) {
            return this;
        }
        List<Want> changed = new ArrayList<>(wants);
        for (String camera : cameras) {
            int at = storyOf(changed, camera, stamp, event);
            if (at >= 0) {
                Want story = changed.get(at);
                Because also = event.because() == null ? story.because() : event.because();
                changed.set(at, story.with(also, place.seq(), stamp.up()));
            } else if (event.begins() && event.because() != null && changed.size() < HARD_BOUND) {
                changed.add(new Want(
                        camera,
                        event.because(),
                        event.compartment(),
                        place.epoch(),
                        place.seq(),
                        place.seq(),
                        stamp.boot(),
                        stamp.up(),
                        stamp.up()));
            }
        }
        return changed.equals(wants) ? this : new Clips(cameras, changed, kept);
    }

    private static int storyOf(List<Want> wants, String camera, Stamp stamp, Event event) {
        for (int i = wants.size() - 1; i >= 0; i--) {
            Want want = wants.get(i);
            boolean same = want.camera().equals(camera)
                    && want.boot() == stamp.boot()
                    && Objects.equals(want.compartment(), event.compartment());
            if (same
                    && stamp.up() - want.lastUp() <= SAME_STORY_MILLIS
                    && stamp.up() - want.firstUp() <= LONGEST_MILLIS) {
                return i;
            }
        }
        return -1;
    }

    private Clips recorded(Place place, ClipEntry.Recorded recorded) {
        Clips settled = without(recorded.clip());
        Long bytes = recorded.bytes();
        if (bytes == null || settled.kept.size() >= HARD_BOUND) {
            return settled;
        }
        List<Kept> more = new ArrayList<>(settled.kept);
        more.add(new Kept(
                recorded.clip(),
                recorded.camera(),
                recorded.sha256(),
                bytes,
                place.seq(),
                recorded.because(),
                recorded.first(),
                recorded.last(),
                recorded.compartment()));
        return new Clips(cameras, settled.wants, more);
    }

    private Clips without(String clip) {
        Predicate<Want> otherWant = want -> !want.clip().equals(clip);
        Predicate<Kept> otherKept = one -> !one.clip().equals(clip);
        return new Clips(
                cameras,
                wants.stream().filter(otherWant).toList(),
                kept.stream().filter(otherKept).toList());
    }
}

package io.lockward.cloud.parcel;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.lockward.cloud.people.MaskRules;
import io.lockward.fleet.EntryRef;
import io.lockward.fleet.parcel.Announcement;
import io.lockward.fleet.parcel.ParcelRecord;
import io.lockward.fleet.parcel.ParcelStanding;
import io.lockward.fleet.parcel.ParcelStory;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.entry.Sensed;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One parcel as a list shows it.
///
/// @param state `announced`, `depositing`, `waiting`, `collecting`, `collected`, `returned`, `contradictory`,
///     `cancelled` or `gone`
/// @param compartment where it is or last was
/// @param unit whose, for people
/// @param recipient by id; `null` when nobody knows
/// @param name of the recipient, masked
/// @param size `small`, `medium`, `large` or `extra-large`, as it was announced
/// @param attention why somebody should look at it
/// @param hindered the entry by which nobody could get at it, while its door does not work; its recipient is told
///     when it does
/// @param code the number of the code that opens for it, never the code; 0 when there is none
public record ParcelView(
        UUID id,
        String bank,
        String state,
        @Nullable String compartment,
        @Nullable String unit,
        @Nullable String recipient,
        @Nullable String name,
        @Nullable String courier,
        @Nullable String tracking,
        @Nullable String reference,
        @Nullable String size,
        @Nullable String verdict,
        @Nullable String attention,
        @Nullable Evidence hindered,
        int code,
        boolean returning,
        boolean held,
        boolean overdue,
        boolean locked,
        @Nullable Instant announcedAt,
        @Nullable Instant until,
        @Nullable Instant insideSince,
        Instant changedAt,
        @Nullable Evidence evidence) {

    /// Points at an entry of the bank's journal.
    public record Evidence(UUID journal, long epoch, long seq) {
        static @Nullable Evidence of(@Nullable EntryRef ref) {
            return ref == null ? null : new Evidence(ref.journal().value(), ref.epoch(), ref.seq());
        }
    }

    /// A parcel with its life.
    ///
    /// @param doors what the doors, locks and sensors of its compartments told meanwhile, at most 200
    /// @param notices what its recipient and integrators were told
    public record Whole(
            @JsonUnwrapped ParcelView parcel,
            @Nullable Announced announced,
            List<StepView> steps,
            List<DoorView> doors,
            List<NoticeView> notices) {}

    /// How it was announced.
    public record Announced(
            String label,
            String by,
            Instant at,
            Instant until,
            @Nullable String compartment,
            boolean reachable) {}

    /// One step of its life.
    ///
    /// @param what the type of the entry behind it, or what was done here
    /// @param sensed what the sensors decided
    public record StepView(
            Instant at,
            String what,
            String state,
            @Nullable String compartment,
            @Nullable String verdict,
            @Nullable Sensed sensed,
            @Nullable String by,
            @Nullable String text,
            @Nullable String movement,
            @Nullable Evidence evidence) {
        static StepView of(ParcelStory.Step step) {
            return new StepView(
                    step.at(),
                    step.what(),
                    step.state().word(),
                    ParcelView.text(step.compartment()),
                    step.verdict(),
                    step.sensed(),
                    step.by(),
                    step.text(),
                    step.movement(),
                    Evidence.of(step.source()));
        }
    }

    /// An entry about one of its doors.
    ///
    /// @param occupied with `occupancy.changed`: whether something is inside since
    public record DoorView(
            Instant at,
            String type,
            String compartment,
            @Nullable Boolean occupied,
            Evidence evidence) {}

    /// Something that was or will be told.
    ///
    /// @param state `waiting`, `sent`, `dead` or `dropped`
    public record NoticeView(
            String kind,
            String channel,
            String state,
            int attempts,
            Instant createdAt,
            @Nullable Instant endedAt,
            @Nullable String problem) {}

    static ParcelView of(ParcelReadStore.Row row) {
        ParcelRecord parcel = row.parcel();
        ParcelStanding standing = parcel.standing();
        Announcement announced = parcel.announcement();
        String name = row.name();
        return new ParcelView(
                parcel.key().parcel().value(),
                parcel.bank().value(),
                standing.state().word(),
                text(standing.compartment()),
                row.unit() != null ? row.unit() : announced == null ? null : announced.label(),
                parcel.recipient(),
                name == null ? null : MaskRules.name(name),
                standing.courier(),
                announced == null ? null : announced.tracking(),
                announced == null ? null : announced.reference(),
                announced == null || announced.size() == null
                        ? null
                        : announced.size().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                standing.verdict(),
                standing.attention(),
                Evidence.of(standing.hindered()),
                standing.number(),
                standing.returning(),
                standing.held(),
                standing.overdue(),
                standing.locked(),
                announced == null ? null : announced.at(),
                announced == null ? null : announced.until(),
                standing.insideSince(),
                standing.changedAt(),
                Evidence.of(standing.newest()));
    }

    static @Nullable Announced announced(ParcelRecord parcel) {
        Announcement announced = parcel.announcement();
        return announced == null
                ? null
                : new Announced(
                        announced.label(),
                        announced.by(),
                        announced.at(),
                        announced.until(),
                        text(announced.compartment()),
                        announced.reachable());
    }

    private static @Nullable String text(@Nullable CompartmentId compartment) {
        return compartment == null ? null : compartment.value();
    }
}

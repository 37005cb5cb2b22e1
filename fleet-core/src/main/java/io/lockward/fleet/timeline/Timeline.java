package io.lockward.fleet.timeline;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A bank over a span of time. Everything in it but the lane `network` points at the entry that says so. All
/// instants are on the bank's newest clock of that boot, see [TimelineRules]; those of the lane `network` are the
/// cloud's, moved by what the bank's clock was off when it was last heard.
///
/// @param lanes in the order in which a person reads them; only those with something in the span
/// @param marks every entry of the span, oldest first
/// @param gaps where entries are missing
/// @param late when nothing reached the cloud at the time it happened
/// @param steps where the bank's clock was set
/// @param films footage
public record Timeline(
        List<Lane> lanes, List<Mark> marks, List<Gap> gaps, List<Late> late, List<ClockStep> steps, List<Film> films) {

    /// States of one thing, one after the other.
    ///
    /// @param id such as `power`, `kiosk` or `door/A07`
    public record Lane(String id, List<State> states) {}

    /// @param from when it began; before the span when it was so already
    /// @param to when it ended, or since when nobody knows; `null` when it goes on
    /// @param state such as `battery`, `open`, `deposit`
    /// @param epoch of the entry that says so; 0 when none does, but the cloud
    /// @param seq that entry's number, or 0
    /// @param said what it ended with, such as a verdict; `nothing-heard-since` when that is not known
    public record State(
            Instant from,
            @Nullable Instant to,
            String state,
            long epoch,
            long seq,
            @Nullable String said) {}

    /// @param lane to which it belongs
    public record Mark(
            Instant at,
            long epoch,
            long seq,
            String type,
            @Nullable String subject,
            String lane) {}

    /// @param first the first entry that is not here
    /// @param last the last one; `null` when nobody has heard how far the bank wrote on
    /// @param dropped whether the bank had to drop them; else they have not arrived, or say another time
    public record Gap(
            Instant from,
            Instant to,
            long epoch,
            long first,
            @Nullable Long last,
            boolean dropped) {}

    /// What happened here was heard of only at `heard`.
    public record Late(Instant from, Instant to, Instant heard) {}

    /// @param millis by how much the clock was set forward; negative when back
    public record ClockStep(Instant at, long epoch, long seq, long millis) {}

    /// @param state `recorded`, `uploaded` or `lost`
    /// @param from when its first picture was taken; `null` when that is not known
    /// @param reason why it is lost
    /// @param gapMillis how much is missing inside
    public record Film(
            String clip,
            @Nullable String camera,
            String state,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable String because,
            @Nullable String compartment,
            @Nullable Long gapMillis,
            @Nullable String reason,
            long epoch,
            long seq) {
        /// The same footage, later.
        Film in(String next, @Nullable String why) {
            return new Film(clip, camera, next, from, to, because, compartment, gapMillis, why, epoch, seq);
        }
    }
}

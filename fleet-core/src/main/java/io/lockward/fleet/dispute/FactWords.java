package io.lockward.fleet.dispute;

import io.lockward.protocol.entry.AgentEntry;
import io.lockward.protocol.entry.ClipEntry;
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
import io.lockward.protocol.entry.TicketEntry;
import io.lockward.protocol.entry.UnreadEntry;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// An entry in one English sentence, for a report on paper and a terminal. Pure.
final class FactWords {
    private FactWords() {}

    static String of(Entry entry) {
        return switch (entry) {
            case DoorEntry door -> door(door);
            case ParcelEntry parcel -> parcel(parcel);
            case OccupancyEntry.Changed changed ->
                changed.compartment() + (changed.occupied() ? " is occupied now." : " is empty now.");
            case OccupancyEntry.Suspect suspect ->
                "The sensor of " + suspect.compartment() + " cannot be believed: " + suspect.problem() + '.';
            case OccupancyEntry.Calibrated calibrated ->
                "The sensors of " + calibrated.compartment() + " were calibrated.";
            case ConditionEntry.Raised raised ->
                upper(word(raised.kind())) + " at " + raised.subject() + more(raised.detail());
            case ConditionEntry.Cleared cleared ->
                upper(word(cleared.kind())) + " at " + cleared.subject() + " is over.";
            case CodeEntry.Wrong _ -> "A wrong code was tried.";
            case CodeEntry.Locked _ -> "Its code is locked after too many wrong ones.";
            case CodeEntry.Paused paused -> "No code was taken for " + paused.seconds() + " s.";
            case CommandEntry command -> command(command);
            case KioskEntry.Frozen _ -> "The screen froze.";
            case KioskEntry.Recovered _ -> "The screen is alive again.";
            case KioskEntry.Trouble trouble ->
                "The screen told somebody " + trouble.code() + ": " + CaseWords.plain(trouble.what()) + '.';
            case KioskEntry.Visit visit ->
                upper(ScreenRules.who(visit)) + " was at the screen for " + Math.round(visit.millis() / 1_000.0) + " s"
                        + (visit.pressed().isEmpty() ? "" : ", pressed " + ScreenRules.pressed(visit))
                        + ", and " + ScreenRules.ended(visit) + '.';
            case PowerEntry.Lost _ -> "Mains were lost.";
            case PowerEntry.Restored _ -> "Mains were back.";
            case PowerEntry.Low _ -> "The battery was nearly empty.";
            case PowerEntry.Unknown unknown -> "The power could not be told: " + unknown.reason() + '.';
            case PowerEntry.Shutdown shutdown -> "The bank halted in good order: " + shutdown.reason() + '.';
            case AgentEntry.Started started ->
                "The agent started (" + word(started.cause()) + (started.expected() ? ")." : ", unexpected).");
            case AgentEntry.Probed probed ->
                probed.allWell() ? "All parts were well." : "Parts were not well" + more(probed.detail());
            case ClipEntry.Recorded recorded -> "Camera " + recorded.camera() + " recorded " + recorded.clip() + '.';
            case ClipEntry.Uploaded uploaded -> "Clip " + uploaded.clip() + " was uploaded.";
            case ClipEntry.Lost lost -> "Clip " + lost.clip() + " was lost: " + lost.reason() + '.';
            case JournalEntry.Checkpoint checkpoint -> "The bank signed up to entry " + checkpoint.upTo() + '.';
            case JournalEntry.Gap gap ->
                "The bank dropped entries " + gap.from() + " to " + gap.to() + " to make room.";
            case RemedyEntry remedy -> remedy(remedy);
            case ConfigEntry.Service service ->
                service.compartment() + (service.inService() ? " is in service." : " is out of service.");
            case ConfigEntry _ -> "The configuration changed.";
            case TicketEntry _ -> "The tickets changed.";
            case UnreadEntry unread -> "An entry of a kind that is not known here: " + unread.type() + '.';
        };
    }

    private static String door(DoorEntry entry) {
        return switch (entry) {
            case DoorEntry.Opened opened -> opened.compartment() + " opened.";
            case DoorEntry.Closed closed -> closed.compartment() + " closed.";
            case DoorEntry.Jammed jammed -> jammed.compartment() + " was unlocked and stayed shut.";
            case DoorEntry.Pulsed pulsed ->
                "The lock of " + pulsed.compartment() + " was driven, for a " + word(pulsed.why()) + '.';
        };
    }

    private static String parcel(ParcelEntry entry) {
        return switch (entry) {
            case ParcelEntry.DepositStarted started ->
                "A deposit began at " + started.compartment()
                        + (started.courier() == null ? "." : ", by courier " + started.courier() + ".");
            case ParcelEntry.DepositConcluded end ->
                "The deposit into " + end.compartment() + " ended: " + CaseWords.plain(end.verdict()) + '.';
            case ParcelEntry.PickupStarted started ->
                "A pickup began at " + started.compartment()
                        + (started.by() == null ? "." : ", by the " + word(started.by()) + ".");
            case ParcelEntry.PickupConcluded end ->
                "The pickup from " + end.compartment() + " ended: " + CaseWords.plain(end.verdict()) + '.';
            case ParcelEntry.Moved moved ->
                "The books follow the parcel from " + moved.from() + " to " + moved.compartment() + ": " + moved.why()
                        + '.';
            case ParcelEntry.Coded coded ->
                "Code number " + coded.number() + " opens " + coded.compartment() + " from now on.";
            case ParcelEntry.Flagged flagged ->
                "The bank asks to look at " + flagged.compartment() + ": " + flagged.why() + '.';
            case ParcelEntry.Stated stated ->
                "The person at " + stated.compartment() + " said that "
                        + (stated.all() ? "they took everything." : "something is still inside.");
            case ParcelEntry.Gone gone -> "The parcel is no longer in " + gone.compartment() + ": " + gone.why() + '.';
        };
    }

    private static String command(CommandEntry entry) {
        return switch (entry) {
            case CommandEntry.Received received ->
                received.act() + " ordered: " + CaseWords.plain(received.cmd().kind()) + " (" + received.why() + ").";
            case CommandEntry.Refused refused -> "A command was refused: " + word(refused.reason()) + '.';
            case CommandEntry.Acted _ -> "The command was acted on.";
            case CommandEntry.Concluded concluded ->
                "The command ended " + word(concluded.outcome()) + ": " + concluded.evidence() + '.';
        };
    }

    private static String remedy(RemedyEntry entry) {
        return switch (entry) {
            case RemedyEntry.Step step -> "The bank restarts its " + word(step.level()) + ": " + step.why() + '.';
            case RemedyEntry.Concluded concluded -> "That ended: " + concluded.evidence() + '.';
            case RemedyEntry.Held held -> "The bank holds its next step back: " + held.reason() + '.';
            case RemedyEntry.GaveUp gaveUp -> "The bank gave up healing itself: " + gaveUp.why() + '.';
            case RemedyEntry.Cleared cleared -> "It is well again: " + cleared.evidence() + '.';
            case RemedyEntry.Paused paused -> paused.act() + " held the bank's own steps back.";
        };
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String upper(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    private static String more(@Nullable String detail) {
        return detail == null ? "." : ": " + detail + '.';
    }
}

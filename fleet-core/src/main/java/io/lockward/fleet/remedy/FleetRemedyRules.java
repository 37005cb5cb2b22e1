package io.lockward.fleet.remedy;

import io.lockward.fleet.alarm.IncidentCause;
import io.lockward.protocol.command.RebootLevel;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The cloud's part of the ladder, for a bank that cannot be helped by its own: one that is silent, or one that is
/// heard and does not hear. Each rung once for one cause, none against an interlock, and a person at the end. Pure.
///
/// ```
/// silent --- patience --> power by an outlet --- proof ---> healed
/// deaf --- patience --> agent --> power     \--- none ---> a person
///      \- others too: the site, nothing for the bank
/// ```
public final class FleetRemedyRules {
    private FleetRemedyRules() {}

    /// What comes next.
    public static FleetDecision decide(FleetCase bank, FleetRemedySetup setup, Instant now) {
        FleetRung running =
                bank.taken().stream().filter(FleetRung::isRunning).findFirst().orElse(null);
        if (running != null) {
            return new FleetDecision.Wait("The cloud " + done(running.level()) + " at " + running.at()
                    + " and waits until " + running.deadline() + " for proof.");
        }
        if (bank.shared() != null) {
            return new FleetDecision.Wait(
                    "Nothing for this bank alone: incident " + bank.shared() + " explains it together with others.");
        }
        FleetRung last = bank.taken().isEmpty() ? null : bank.taken().getLast();
        Instant ended = last == null || last.outcome() != FleetRung.Outcome.HEALED ? null : last.endedAt();
        if (ended != null && now.isBefore(ended.plus(setup.settle()))) {
            return new FleetDecision.Wait(
                    "The step helped; it is looked at again at " + ended.plus(setup.settle()) + ".");
        }
        if (bank.personCalled()) {
            return new FleetDecision.Wait("A person was called; nothing more happens by itself.");
        }
        if (bank.shelvedBy() != null) {
            return new FleetDecision.Held("Nothing for now: " + bank.shelvedBy() + " put its alarm aside.");
        }
        if (now.isBefore(bank.hearingSince().plus(setup.settle()))) {
            return new FleetDecision.Held("Nothing before "
                    + bank.hearingSince().plus(setup.settle()) + ": this service, or its broker, only just came back.");
        }
        Instant due = bank.since().plus(setup.silence());
        RebootLevel level = next(bank);
        if (now.isBefore(due)) {
            return new FleetDecision.Wait(
                    level == null
                            ? "A person is called at " + due + " unless it comes back."
                            : "The cloud " + does(level) + " at " + due + " unless it comes back.");
        }
        if (level == null) {
            return new FleetDecision.CallPerson(what(bank) + "; " + because(bank));
        }
        if (!setup.on()) {
            return new FleetDecision.CallPerson(what(bank) + "; the cloud's ladder is switched off");
        }
        String against = against(bank, setup, level);
        if (against == null) {
            return new FleetDecision.Take(level, what(bank) + " since " + bank.since());
        }
        return now.isBefore(bank.since().plus(setup.person()))
                ? new FleetDecision.Held("Held: " + against + ". Once that is over the cloud " + does(level) + ".")
                : new FleetDecision.CallPerson(what(bank) + "; " + against);
    }

    /// What forbids a person to cut a bank's power: what is known, not what is unknown. Whoever asks may have looked.
    public static @Nullable String againstPerson(LastKnown last, FleetRemedySetup setup) {
        return last.against(setup.chargePercent());
    }

    private static @Nullable RebootLevel next(FleetCase bank) {
        if (bank.cause() == IncidentCause.DOWNLINK_DEAD && !wasTaken(bank, RebootLevel.AGENT)) {
            return RebootLevel.AGENT;
        }
        return bank.noOutlet() == null && !wasTaken(bank, RebootLevel.POWER) ? RebootLevel.POWER : null;
    }

    private static boolean wasTaken(FleetCase bank, RebootLevel level) {
        return bank.taken().stream().anyMatch(rung -> rung.level() == level);
    }

    private static @Nullable String against(FleetCase bank, FleetRemedySetup setup, RebootLevel level) {
        if (bank.pausedBy() != null) {
            return bank.pausedBy() + " holds the ladder back";
        }
        String known = bank.last().against(setup.chargePercent());
        if (known != null) {
            return known;
        }
        if (level != RebootLevel.POWER) {
            return null; // the bank is heard; it refuses by what it sees
        }
        if (bank.cyclesToday() >= setup.cyclesPerDay()) {
            return "its power was cut " + bank.cyclesToday() + " times in the last 24 h, which is the most";
        }
        if (bank.saidGoodbye() && !bank.restartOrdered()) {
            return "it said goodbye and no restart was ordered, so somebody may be at work on it";
        }
        return bank.last().unknown();
    }

    private static String what(FleetCase bank) {
        return bank.cause() == IncidentCause.DOWNLINK_DEAD
                ? "the bank is heard and does not hear"
                : "the bank is silent";
    }

    private static String because(FleetCase bank) {
        FleetRung last = bank.taken().isEmpty() ? null : bank.taken().getLast();
        if (last == null) {
            return bank.noOutlet() == null ? "no rung is left" : bank.noOutlet();
        }
        FleetRung.Outcome outcome = last.outcome();
        return "the cloud " + done(last.level()) + " (" + (outcome == null ? "running" : outcome.word()) + ": "
                + last.evidence() + ")" + (bank.noOutlet() == null ? "" : "; " + bank.noOutlet());
    }

    private static String does(RebootLevel level) {
        return level == RebootLevel.POWER ? "cuts its power and gives it back" : "asks it to restart its agent";
    }

    private static String done(RebootLevel level) {
        return level == RebootLevel.POWER ? "had its power cut and given back" : "asked it to restart its agent";
    }
}

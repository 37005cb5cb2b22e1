package io.lockward.cloud.remedy;

import io.lockward.cloud.change.Changes;
import io.lockward.cloud.command.AskedCommand;
import io.lockward.cloud.command.CommandDesk;
import io.lockward.cloud.command.CommandView;
import io.lockward.cloud.fleet.Fleet;
import io.lockward.cloud.http.ProblemException;
import io.lockward.fleet.FleetChanges;
import io.lockward.fleet.remedy.CycleProof;
import io.lockward.fleet.remedy.FleetRung;
import io.lockward.protocol.BankId;
import io.lockward.protocol.CommandId;
import io.lockward.protocol.command.CommandState;
import io.lockward.protocol.command.RebootLevel;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does a step that is on record, once, and ends it by what proves it. Any thread.
@Singleton
final class StepDesk {
    private static final Logger LOG = LoggerFactory.getLogger(StepDesk.class);

    private final FleetLadderStore store;
    private final RemedyStore remedies;
    private final Fleet fleet;
    private final CommandDesk commands;
    private final Outlets outlets;
    private final Changes changes;
    private final MeterRegistry metrics;
    private final InstantSource clock;

    StepDesk(
            FleetLadderStore store,
            RemedyStore remedies,
            Fleet fleet,
            CommandDesk commands,
            Outlets outlets,
            Changes changes,
            MeterRegistry metrics,
            InstantSource clock) {
        this.store = store;
        this.remedies = remedies;
        this.fleet = fleet;
        this.commands = commands;
        this.outlets = outlets;
        this.changes = changes;
        this.metrics = metrics;
        this.clock = clock;
    }

    /// A step that nothing is known of yet.
    static FleetRung fresh(
            UUID id,
            BankId bank,
            @Nullable Long alarm,
            RebootLevel level,
            String why,
            String by,
            Instant at,
            Instant deadline) {
        return new FleetRung(id, bank, alarm, level, why, by, at, deadline, null, null, null, null, null, null);
    }

    /// Does it. Only for whoever put it on record, and only once: after a crash nobody does it again.
    void take(FleetRung rung) {
        metrics.counter("lockward.remedy.steps", "ladder", "cloud", "rung", FleetLadder.word(rung.level()))
                .increment();
        if (rung.level() == RebootLevel.POWER) {
            cycle(rung);
        } else {
            ask(rung);
        }
    }

    /// Ends it when its proof is there or its time is over.
    void judge(FleetRung rung, Instant now) {
        if (rung.level() == RebootLevel.POWER) {
            CycleProof.Verdict verdict = CycleProof.of(
                    rung,
                    remedies.starts(rung.bank().value(), rung.at()),
                    fleet.presenceOf(rung.bank().value()),
                    now);
            FleetRung.Outcome outcome = verdict.outcome();
            if (outcome != null) {
                end(rung, outcome, verdict.words());
            }
            return;
        }
        CommandId id = rung.command();
        CommandView command = id == null
                ? null
                : commands.all(List.of(id)).stream().findFirst().orElse(null);
        if (command != null && command.end()) {
            String evidence = command.evidence() == null
                    ? "the command ended " + command.state().name().toLowerCase(java.util.Locale.ROOT)
                    : command.evidence();
            end(rung, outcome(command.state()), evidence);
        } else if (!now.isBefore(rung.deadline())) {
            end(rung, FleetRung.Outcome.UNVERIFIED, "nobody knows whether the order went out; it is never repeated");
        }
    }

    private void cycle(FleetRung rung) {
        String bank = rung.bank().value();
        String site = store.site(bank);
        Outlet outlet = site == null ? null : outlets.of(bank, site);
        Outlet.Answer answer =
                outlet == null ? new Outlet.Answer.NotTaken("its outlet is no longer configured") : outlet.cycle(rung);
        LOG.atInfo()
                .addKeyValue("bank", rung.bank())
                .addKeyValue("step", rung.id())
                .addKeyValue("answer", answer.words())
                .log("an outlet was told to cut and give back");
        switch (answer) {
            case Outlet.Answer.Taken(String words) -> store.sent(rung.id(), clock.instant(), words, null);
            case Outlet.Answer.Unknown(String words) -> store.sent(rung.id(), clock.instant(), words, null);
            case Outlet.Answer.NotTaken(String words) -> end(rung, FleetRung.Outcome.NOT_DONE, words);
        }
        tell(rung);
    }

    private void ask(FleetRung rung) {
        AskedCommand asked = new AskedCommand("reboot", null, "agent", null, null, rung.why());
        try {
            CommandView command = commands.ask(
                    rung.bank().value(), asked, rung.by(), rung.id().toString());
            store.sent(rung.id(), clock.instant(), null, command.id());
        } catch (ProblemException e) {
            end(rung, FleetRung.Outcome.NOT_DONE, e.problem().detail());
        }
        tell(rung);
    }

    private void end(FleetRung rung, FleetRung.Outcome outcome, String evidence) {
        if (store.ended(rung.id(), outcome, evidence, clock.instant())) {
            metrics.counter(
                            "lockward.remedy.outcomes",
                            "ladder",
                            "cloud",
                            "rung",
                            FleetLadder.word(rung.level()),
                            "outcome",
                            outcome.word())
                    .increment();
            LOG.atInfo()
                    .addKeyValue("bank", rung.bank())
                    .addKeyValue("rung", FleetLadder.word(rung.level()))
                    .addKeyValue("outcome", outcome.word())
                    .addKeyValue("evidence", evidence)
                    .log("a step of the cloud's ladder ended");
            tell(rung);
        }
    }

    private void tell(FleetRung rung) {
        changes.tell(FleetChanges.of(List.of(rung.bank()), List.of(), List.of()));
    }

    private static FleetRung.Outcome outcome(CommandState state) {
        return switch (state) {
            case VERIFIED -> FleetRung.Outcome.HEALED;
            case FAILED, REFUSED, CANCELLED, EXPIRED -> FleetRung.Outcome.NOT_DONE;
            case UNVERIFIED, QUEUED, SENT, RECEIVED, ACTING, VERIFYING -> FleetRung.Outcome.UNVERIFIED;
        };
    }
}

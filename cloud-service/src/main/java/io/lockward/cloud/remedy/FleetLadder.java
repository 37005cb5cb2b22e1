package io.lockward.cloud.remedy;

import io.lockward.cloud.access.Access;
import io.lockward.cloud.access.Audited;
import io.lockward.cloud.alarm.Incidents;
import io.lockward.cloud.change.Changes;
import io.lockward.cloud.remedy.FleetLadderStore.Candidate;
import io.lockward.fleet.FleetChanges;
import io.lockward.fleet.alarm.AttackRules;
import io.lockward.fleet.alarm.GaveUpRules;
import io.lockward.fleet.alarm.Incident;
import io.lockward.fleet.alarm.IncidentCause;
import io.lockward.fleet.alarm.IncidentChange;
import io.lockward.fleet.alarm.IncidentRules;
import io.lockward.fleet.alarm.SilenceRules;
import io.lockward.fleet.remedy.FleetDecision;
import io.lockward.fleet.remedy.FleetRemedyRules;
import io.lockward.fleet.remedy.FleetRemedySetup;
import io.lockward.fleet.remedy.FleetRung;
import io.lockward.protocol.BankId;
import io.lockward.protocol.CommandId;
import io.lockward.protocol.command.RebootLevel;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The cloud's part of the ladder at work: groups what has one cause, ends steps by their proof, and takes what the
/// rules say. A step is on record before it is done, and whoever put it there does it, once; so any number of
/// replicas may do rounds, and a crash costs a step, never a second one. Any thread.
@Singleton
public final class FleetLadder {
    /// Who takes a step when nobody does.
    static final String ITSELF = "lockward:ladder";

    /// So many steps at a time: a mistake of ours must not reach many banks before somebody sees it.
    private static final int MOST_AT_ONCE = 4;

    private static final Logger LOG = LoggerFactory.getLogger(FleetLadder.class);
    private static final Duration DAY = Duration.ofDays(1);
    /// A command to restart an agent lives 10 min and is waited for 3 more.
    private static final Duration AGENT_ENDS = Duration.ofMinutes(15);

    private final FleetLadderStore store;
    private final FleetCases cases;
    private final StepDesk steps;
    private final Incidents incidents;
    private final Access access;
    private final Changes changes;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final FleetRemedySetup setup;

    FleetLadder(
            FleetLadderStore store,
            FleetCases cases,
            StepDesk steps,
            Incidents incidents,
            Access access,
            Changes changes,
            InstantSource clock,
            RandomGenerator random,
            LadderConfig config) {
        this.store = store;
        this.cases = cases;
        this.steps = steps;
        this.incidents = incidents;
        this.access = access;
        this.changes = changes;
        this.clock = clock;
        this.random = random;
        this.setup = config.setup();
    }

    /// Looks once at all banks that may need something.
    ///
    /// @param hearingSince since when this service hears banks without a break
    public void round(Instant hearingSince) {
        decide(hearingSince).forEach(steps::take);
    }

    /// Everything of a round but the doing.
    ///
    /// @return steps that are on record and are now the caller's to do
    List<FleetRung> decide(Instant hearingSince) {
        Instant now = clock.instant();
        group(now);
        List<Candidate> candidates = store.candidates();
        Set<String> banks = candidates.stream().map(Candidate::bank).collect(Collectors.toSet());
        for (FleetRung rung : store.rungs(banks, now)) {
            if (rung.isRunning()) {
                steps.judge(rung, now);
            }
        }
        List<FleetRung> rungs = store.rungs(banks, now);
        List<FleetRung> toDo = new ArrayList<>();
        List<IncidentChange> calls = new ArrayList<>();
        for (Candidate candidate : candidates) {
            List<FleetRung> own = rungs.stream()
                    .filter(rung -> rung.bank().value().equals(candidate.bank()))
                    .toList();
            FleetDecision decision =
                    FleetRemedyRules.decide(cases.of(candidate, own, hearingSince, setup, now), setup, now);
            switch (decision) {
                case FleetDecision.Wait(String words) -> stand(candidate, "waiting", words, now);
                case FleetDecision.Held(String words) -> stand(candidate, "held", words, now);
                case FleetDecision.CallPerson(String words) -> {
                    calls.add(call(candidate, words));
                    stand(candidate, "called", "A person is needed: " + words + '.', now);
                }
                case FleetDecision.Take take -> {
                    FleetRung rung = rung(candidate, take, now);
                    if (toDo.size() < MOST_AT_ONCE && order(rung)) {
                        stand(candidate, "running", "The cloud takes a step: " + words(rung) + '.', now);
                        toDo.add(rung);
                    }
                }
            }
        }
        if (!calls.isEmpty()) {
            incidents.apply(calls, now);
        }
        store.forgetOver();
        return toDo;
    }

    private void group(Instant now) {
        List<SilenceRules.Silent> silent = store.candidates().stream()
                .filter(candidate -> candidate.cause() == IncidentCause.BANK_SILENT)
                .map(candidate -> new SilenceRules.Silent(
                        new BankId(candidate.bank()),
                        candidate.site(),
                        candidate.since(),
                        candidate.onBattery(),
                        candidate.alarms()))
                .toList();
        List<AttackRules.Sign> signs = incidents.signs(now);
        List<GaveUpRules.Sign> gaveUp = incidents.gaveUp(now);
        List<Incident> open = incidents.open();
        if (silent.isEmpty() && signs.isEmpty() && gaveUp.isEmpty() && open.isEmpty()) {
            return;
        }
        List<IncidentChange> plan = IncidentRules.plan(
                SilenceRules.together(silent, store.heardSince(now.minus(DAY)), setup.window()),
                signs,
                gaveUp,
                open,
                setup.silence(),
                now);
        if (!plan.isEmpty()) {
            incidents.apply(plan, now);
        }
    }

    private boolean order(FleetRung rung) {
        if (!store.order(rung, false)) {
            return false; // another replica was faster, or it was taken before
        }
        access.audit(new Audited(ITSELF, "remedy.step", rung.bank().value(), word(rung.level()), rung.why()));
        LOG.atWarn()
                .addKeyValue("bank", rung.bank())
                .addKeyValue("rung", word(rung.level()))
                .addKeyValue("why", rung.why())
                .log("the cloud takes a step of the ladder");
        return true;
    }

    private FleetRung rung(Candidate candidate, FleetDecision.Take take, Instant now) {
        return StepDesk.fresh(
                CommandId.next(now, random).value(),
                new BankId(candidate.bank()),
                candidate.alarm(),
                take.level(),
                take.why(),
                ITSELF,
                now,
                now.plus(take.level() == RebootLevel.AGENT ? AGENT_ENDS : setup.proof()));
    }

    private static IncidentChange call(Candidate candidate, String why) {
        return new IncidentChange.Open(
                candidate.cause(),
                candidate.bank(),
                candidate.cause() == IncidentCause.BANK_SILENT
                        ? candidate.bank() + " is silent and needs a person"
                        : candidate.bank() + " does not hear and needs a person",
                Character.toUpperCase(why.charAt(0)) + why.substring(1) + '.',
                candidate.cause() == IncidentCause.BANK_SILENT ? candidate.alarms() : List.of(candidate.alarm()));
    }

    private void stand(Candidate candidate, String kind, String words, Instant now) {
        if (store.stand(candidate, kind, words, now)) {
            changes.tell(FleetChanges.of(List.of(new BankId(candidate.bank())), List.of(), List.of()));
        }
    }

    static String words(FleetRung rung) {
        return rung.level() == RebootLevel.POWER
                ? "it has the bank's power cut and given back"
                : "it asks the bank to restart its agent";
    }

    static String word(RebootLevel level) {
        return level.name().toLowerCase(java.util.Locale.ROOT);
    }
}

package io.lockward.cloud.remedy;

import io.lockward.cloud.access.Access;
import io.lockward.cloud.access.Audited;
import io.lockward.cloud.change.Changes;
import io.lockward.cloud.http.Problem;
import io.lockward.fleet.FleetChanges;
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
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// What people do with the cloud's ladder: hold it back, and take its step by hand. All of it goes on the record. Any
/// thread.
@Singleton
final class HandDesk {
    private static final int LONGEST_PAUSE = 1_440;

    private final FleetLadderStore store;
    private final FleetCases cases;
    private final StepDesk steps;
    private final Outlets outlets;
    private final Access access;
    private final Changes changes;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final FleetRemedySetup setup;

    HandDesk(
            FleetLadderStore store,
            FleetCases cases,
            StepDesk steps,
            Outlets outlets,
            Access access,
            Changes changes,
            InstantSource clock,
            RandomGenerator random,
            LadderConfig config) {
        this.store = store;
        this.cases = cases;
        this.steps = steps;
        this.outlets = outlets;
        this.access = access;
        this.changes = changes;
        this.clock = clock;
        this.random = random;
        this.setup = config.setup();
    }

    /// @param minutes 0 (go on now) to 1,440
    void pause(String bank, @Nullable Integer minutes, @Nullable String reason, String by) {
        site(bank);
        if (minutes == null || minutes < 0 || minutes > LONGEST_PAUSE) {
            throw Problem.invalid("minutes", "is 0 to " + LONGEST_PAUSE).asException();
        }
        String why = why(reason);
        access.audit(new Audited(by, "remedy.pause", bank, minutes + " min", why));
        store.pause(bank, clock.instant().plus(Duration.ofMinutes(minutes)), by, why);
        tell(bank);
    }

    /// Cuts the bank's power and gives it back. What is known to be unsafe stops a person too; what is unknown, the
    /// cap, a pause and our own patience do not: whoever asks has looked.
    ///
    /// @return the step as it is on record; it is done when this returns, and not yet proven
    FleetRung cycle(String bank, @Nullable String level, @Nullable String reason, String by) {
        String site = site(bank);
        if (!"power".equals(level)) {
            throw Problem.invalid("level", "is power; ask for a restart of agent or controller with a command")
                    .asException();
        }
        String why = why(reason);
        String noOutlet = outlets.whyNot(bank, site);
        if (noOutlet != null) {
            throw interlocked("The power of this bank cannot be cut from here: " + noOutlet + '.');
        }
        String against = FleetRemedyRules.againstPerson(cases.last(bank), setup);
        if (against != null) {
            throw interlocked("Not now: " + against + '.');
        }
        Instant now = clock.instant();
        Long alarm = store.candidates().stream()
                .filter(candidate -> candidate.bank().equals(bank))
                .map(FleetLadderStore.Candidate::alarm)
                .findFirst()
                .orElse(null);
        FleetRung rung = StepDesk.fresh(
                CommandId.next(now, random).value(),
                new BankId(bank),
                alarm,
                RebootLevel.POWER,
                why,
                by,
                now,
                now.plus(setup.proof()));
        access.audit(new Audited(by, "remedy.step", bank, "power", why));
        if (!store.order(rung, true)) {
            throw interlocked("A step for this bank is running. Wait for how it ends.");
        }
        steps.take(rung);
        return store.rungsSince(bank, now).stream()
                .filter(known -> known.id().equals(rung.id()))
                .findFirst()
                .orElse(rung);
    }

    private String site(String bank) {
        String site = BankId.isValid(bank) ? store.site(bank) : null;
        if (site == null) {
            throw Problem.notFound("There is no such bank.").asException();
        }
        return site;
    }

    private static String why(@Nullable String reason) {
        String text = reason == null ? "" : reason.strip();
        if (text.length() < 3 || text.length() > 256 || text.chars().anyMatch(Character::isISOControl)) {
            throw Problem.invalid("reason", "says why in 3 to 256 characters on one line; it goes on the record")
                    .asException();
        }
        return text;
    }

    private static RuntimeException interlocked(String detail) {
        return Problem.of("interlocked", "Not safe or not possible now", 409, detail)
                .asException();
    }

    private void tell(String bank) {
        changes.tell(FleetChanges.of(List.of(new BankId(bank)), List.of(), List.of()));
    }
}

package io.lockward.cloud.remedy;

import io.lockward.cloud.command.CommandDesk;
import io.lockward.cloud.command.CommandView;
import io.lockward.cloud.fleet.Fleet;
import io.lockward.cloud.remedy.FleetLadderStore.Candidate;
import io.lockward.cloud.remedy.FleetLadderStore.Pause;
import io.lockward.fleet.presence.PresenceState;
import io.lockward.fleet.remedy.BankLadder;
import io.lockward.fleet.remedy.FleetCase;
import io.lockward.fleet.remedy.FleetRemedySetup;
import io.lockward.fleet.remedy.FleetRung;
import io.lockward.fleet.remedy.LastKnown;
import io.lockward.fleet.remedy.RemedyWord;
import io.lockward.protocol.BankId;
import io.lockward.protocol.command.RebootLevel;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Puts together what is known of a bank that the ladder's rules ask for. Any thread.
@Singleton
final class FleetCases {
    private static final Duration DAY = Duration.ofDays(1);
    /// A restart that was ordered within this time before a bank left explains its goodbye.
    private static final Duration BEFORE = Duration.ofMinutes(30);
    private static final Duration LADDER = Duration.ofDays(2);
    private static final LastKnown NOTHING = new LastKnown(List.of(), true, false);

    private final FleetLadderStore store;
    private final RemedyStore remedies;
    private final Fleet fleet;
    private final CommandDesk commands;
    private final Outlets outlets;

    FleetCases(FleetLadderStore store, RemedyStore remedies, Fleet fleet, CommandDesk commands, Outlets outlets) {
        this.store = store;
        this.remedies = remedies;
        this.fleet = fleet;
        this.commands = commands;
        this.outlets = outlets;
    }

    /// @param own the bank's steps, oldest first
    FleetCase of(Candidate bank, List<FleetRung> own, Instant hearingSince, FleetRemedySetup setup, Instant now) {
        boolean called = bank.incident() != null && !bank.shared();
        // What decides nothing yet is not asked for: in an outage there may be thousands.
        boolean due = !now.isBefore(bank.since().plus(setup.silence())) && bank.incident() == null;
        BankLadder ladder = due ? ladder(bank.bank(), now) : null;
        Pause pause = due ? store.pause(bank.bank(), now) : null;
        BankLadder.Pause bankPause = ladder != null && ladder.isPaused(now) ? ladder.pause() : null;
        Instant shelvedUntil = bank.shelvedUntil();
        return new FleetCase(
                new BankId(bank.bank()),
                bank.cause(),
                bank.since(),
                bank.goodbye(),
                ladder != null && wasRestarting(bank, ladder),
                bank.shared() ? bank.incident() : null,
                called,
                shelvedUntil != null && shelvedUntil.isAfter(now) ? bank.shelvedBy() : null,
                own.stream()
                        .filter(rung -> rung.isRunning()
                                || (rung.alarm() == null
                                        ? !rung.at().isBefore(bank.since())
                                        : rung.alarm() == bank.alarm()))
                        .toList(),
                (int) own.stream()
                        .filter(rung -> rung.level() == RebootLevel.POWER
                                && rung.outcome() != FleetRung.Outcome.NOT_DONE
                                && rung.at().isAfter(now.minus(DAY)))
                        .count(),
                pause != null ? pause.by() : bankPause == null ? null : bankPause.by(),
                outlets.whyNot(bank.bank(), bank.site()),
                due ? last(bank.bank()) : NOTHING,
                hearingSince);
    }

    /// What the bank was doing when it was last heard.
    LastKnown last(String bank) {
        return new LastKnown(
                fleet.known(bank).reported().values(),
                isBehind(fleet.presenceOf(bank), fleet.upTo(bank)),
                !commands.openOf(bank).isEmpty());
    }

    private static boolean isBehind(@Nullable PresenceState presence, long upTo) {
        return presence == null || presence.newest().nextSeq() - 1 > upTo;
    }

    private BankLadder ladder(String bank, Instant now) {
        List<RemedyWord> words = remedies.words(bank, now.minus(LADDER)).getOrDefault(bank, List.of());
        return BankLadder.of(words, now);
    }

    /// Whether somebody, or the bank's own ladder, restarted it shortly before it left.
    private boolean wasRestarting(Candidate bank, BankLadder ladder) {
        Instant from = bank.since().minus(BEFORE);
        return ladder.climbs().values().stream().anyMatch(climb -> climb.running() != null)
                || commands.newestOf(bank.bank()).stream()
                        .anyMatch(command ->
                                isRestart(command) && command.createdAt().isAfter(from));
    }

    private static boolean isRestart(CommandView command) {
        return command.kind().equals("reboot")
                && (command.level() == RebootLevel.CONTROLLER || command.level() == RebootLevel.POWER);
    }
}

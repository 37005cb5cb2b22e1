package io.lockward.cloud.remedy;

import io.lockward.cloud.fleet.Fleet;
import io.lockward.cloud.fleet.KnownBank;
import io.lockward.fleet.remedy.BankLadder;
import io.lockward.fleet.remedy.DiagnosisRules;
import io.lockward.fleet.remedy.FleetRemedySetup;
import io.lockward.fleet.remedy.FleetRung;
import io.lockward.fleet.remedy.RemedyWord;
import io.lockward.protocol.BankId;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What banks did to heal themselves, and why each is as it is. May be called from any thread.
@Singleton
public final class Remedies {
    /// A climb that began earlier is told by its later entries alone.
    private static final Duration DIAGNOSED = Duration.ofDays(30);

    private static final Duration SHOWN = Duration.ofDays(7);
    private static final Duration DAY = Duration.ofDays(1);

    private final Fleet fleet;
    private final RemedyStore store;
    private final FleetLadderStore fleetLadder;
    private final Outlets outlets;
    private final FleetRemedySetup setup;
    private final InstantSource clock;

    Remedies(
            Fleet fleet,
            RemedyStore store,
            FleetLadderStore fleetLadder,
            Outlets outlets,
            LadderConfig config,
            InstantSource clock) {
        this.fleet = fleet;
        this.store = store;
        this.fleetLadder = fleetLadder;
        this.outlets = outlets;
        this.setup = config.setup();
        this.clock = clock;
    }

    /// @throws io.lockward.cloud.http.ProblemException when there is no such bank
    public DiagnosisView diagnosis(String bank) {
        Instant now = clock.instant();
        KnownBank known = fleet.known(bank);
        List<RemedyWord> words = store.words(bank, now.minus(DIAGNOSED)).getOrDefault(bank, List.of());
        BankLadder ladder = BankLadder.of(words, now);
        FleetLadderView ofFleet = fleetLadder(bank, now);
        FleetLadderView.StandingView standing = ofFleet.standing();
        return RemedyViews.diagnosis(
                bank,
                now,
                DiagnosisRules.of(
                        known.presence(),
                        known.reported(),
                        known.open(),
                        store.cleared(new BankId(bank)),
                        ladder,
                        standing == null ? null : standing.words(),
                        now),
                ladder,
                ofFleet);
    }

    /// What the cloud does for a bank.
    FleetLadderView fleetLadder(String bank) {
        return fleetLadder(bank, clock.instant());
    }

    private FleetLadderView fleetLadder(String bank, Instant now) {
        List<FleetRung> steps = fleetLadder.rungsSince(bank, now.minus(SHOWN));
        String site = fleetLadder.site(bank);
        return FleetLadderViews.of(
                fleetLadder.standing(bank),
                fleetLadder.pause(bank, now),
                site == null ? "there is no such bank" : outlets.whyNot(bank, site),
                steps,
                now.minus(DAY),
                setup.cyclesPerDay());
    }

    /// @param bank `null` for all
    public RemediesView remedies(@Nullable String bank, Instant since) {
        Instant now = clock.instant();
        Map<String, BankLadder> ladders = new TreeMap<>();
        store.words(bank, since).forEach((id, words) -> ladders.put(id, BankLadder.of(words, now)));
        return RemedyViews.remedies(ladders, fleetLadder.rungsSince(bank, since));
    }
}

package io.lockward.fleet.alarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.fleet.alarm.SilenceRules.Silent;
import io.lockward.fleet.alarm.SilenceRules.Together;
import io.lockward.protocol.BankId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class IncidentRulesTest {
    private static final Instant NOW = Instant.parse("2026-11-20T17:00:00Z");
    private static final Duration WINDOW = Duration.ofMinutes(5);
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final int LARGE_FLEET = 1_000;

    /// A bank such as `harbour-7`, last heard so many seconds ago; its alarm has its number.
    private static Silent silent(String id, int secondsAgo) {
        return silent(id, secondsAgo, false);
    }

    private static Silent silent(String id, int secondsAgo, boolean onBattery) {
        long alarm = Long.parseLong(id.substring(id.lastIndexOf('-') + 1));
        return new Silent(
                new BankId(id),
                id.substring(0, id.lastIndexOf('-')),
                NOW.minusSeconds(secondsAgo),
                onBattery,
                List.of(alarm));
    }

    private static List<String> together(int fleet, Silent... banks) {
        List<Silent> shaken = new ArrayList<>(List.of(banks));
        Collections.shuffle(shaken, new Random(7));
        return SilenceRules.together(shaken, fleet, WINDOW).stream()
                .map(group -> group.cause().word() + " " + group.subject() + " "
                        + group.banks().stream()
                                .map(bank -> bank.bank().value())
                                .toList())
                .toList();
    }

    @Test
    void banksOfOneSiteThatFallSilentTogetherHaveOneCause() {
        assertEquals(List.of(), together(LARGE_FLEET, silent("harbour-1", 600)));
        assertEquals(
                List.of("site-silent harbour [harbour-1, harbour-2]"),
                together(LARGE_FLEET, silent("harbour-1", 600), silent("harbour-2", 300), silent("mill-3", 590)));
        assertEquals(List.of(), together(LARGE_FLEET, silent("harbour-1", 601), silent("harbour-2", 300)));
        assertEquals(
                List.of("site-silent harbour [harbour-1, harbour-2, harbour-4]"),
                together(
                        LARGE_FLEET,
                        silent("harbour-4", 100),
                        silent("harbour-1", 600),
                        silent("harbour-2", 350),
                        silent("harbour-5", 90_000)));
    }

    @Test
    void banksWithoutASiteAreNeverTogether() {
        assertEquals(List.of(), together(LARGE_FLEET, silent("unassigned-1", 600), silent("unassigned-2", 600)));
    }

    @Test
    void batteriesThatLastedDifferentlyAreOnePowerCut() {
        assertEquals(
                List.of("site-silent harbour [harbour-1, harbour-2]"),
                together(LARGE_FLEET, silent("harbour-1", 9_000, true), silent("harbour-2", 600, true)));
        assertEquals(List.of(), together(LARGE_FLEET, silent("harbour-1", 9_000, true), silent("harbour-2", 600)));
    }

    @Test
    void mostOfTheFleetIsNotManySites() {
        Silent[] banks = {silent("harbour-1", 600), silent("harbour-2", 590), silent("mill-3", 580)};
        assertEquals(List.of("fleet-silent fleet [harbour-1, harbour-2, mill-3]"), together(5, banks));
        assertEquals(List.of("site-silent harbour [harbour-1, harbour-2]"), together(6, banks));
        // Three of three may be one site's street; a fleet of three has no "most".
        assertEquals(List.of("site-silent harbour [harbour-1, harbour-2]"), together(3, banks));
    }

    private static Incident.Child child(long alarm, @Nullable Integer backSecondsAgo) {
        return new Incident.Child(
                alarm,
                new BankId("harbour-" + alarm),
                true,
                backSecondsAgo == null ? null : NOW.minusSeconds(backSecondsAgo),
                false);
    }

    private static Incident harbour(Incident.Child... children) {
        return new Incident(70, IncidentCause.SITE_SILENT, "harbour", List.of(children));
    }

    private static List<IncidentChange> plan(Stream<Silent> silent, Incident... open) {
        List<Together> groups = SilenceRules.together(silent.toList(), LARGE_FLEET, WINDOW);
        return IncidentRules.plan(groups, List.of(), List.of(), List.of(open), PATIENCE, NOW);
    }

    @Test
    void oneIncidentOpensForAllOfThemAndSaysWhy() {
        List<IncidentChange> plan = plan(Stream.of(silent("harbour-1", 600), silent("harbour-2", 580)));
        IncidentChange.Open open = (IncidentChange.Open) plan.getFirst();
        assertEquals(1, plan.size());
        assertEquals(List.of(1L, 2L), open.alarms());
        assertEquals("2 banks of one site fell silent together", open.title());
        assertTrue(open.why().startsWith("harbour-1, harbour-2 were last heard within 20 s of each other"), open.why());
    }

    @Test
    void whoComesLaterJoinsAndTheSameAgainChangesNothing() {
        Incident open = harbour(child(1, null), child(2, null));
        assertEquals(
                List.of(new IncidentChange.Join(70, List.of(3L))),
                plan(Stream.of(silent("harbour-1", 600), silent("harbour-2", 580), silent("harbour-3", 400)), open));
        assertEquals(List.of(), plan(Stream.of(silent("harbour-1", 600), silent("harbour-2", 580)), open));
    }

    @Test
    void itClosesWhenAllAreBackAndLetsTheLastOneGoWhenTheOthersHaveBeenBackForLong() {
        assertEquals(List.of(new IncidentChange.Close(70)), plan(Stream.of(), harbour(child(1, 20), child(2, 10))));
        Stream<Silent> last = Stream.of(silent("harbour-2", 2_000));
        assertEquals(List.of(), plan(last, harbour(child(1, 599), child(2, null))));
        assertEquals(
                List.of(new IncidentChange.Release(70, List.of(2L)), new IncidentChange.Close(70)),
                plan(Stream.of(silent("harbour-2", 2_000)), harbour(child(1, 600), child(2, null))));
    }

    @Test
    void anIncidentOfOneBankClosesWithItsAlarmAndOneOfTheServiceIsNobodysBusinessHere() {
        Incident one = new Incident(71, IncidentCause.BANK_SILENT, "mill-3", List.of(child(3, 5)));
        Incident still = new Incident(72, IncidentCause.BANK_SILENT, "mill-4", List.of(child(4, null)));
        Incident signer = new Incident(73, IncidentCause.SIGNER_AWAY, "signer", List.of());
        assertEquals(List.of(new IncidentChange.Close(71)), plan(Stream.of(), one, still, signer));
    }
}

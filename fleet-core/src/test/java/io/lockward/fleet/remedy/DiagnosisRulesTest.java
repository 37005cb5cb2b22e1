package io.lockward.fleet.remedy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.fleet.EntryRef;
import io.lockward.fleet.Reported;
import io.lockward.fleet.Subjects;
import io.lockward.fleet.alarm.Alarm;
import io.lockward.fleet.alarm.AlarmKind;
import io.lockward.fleet.presence.PresenceView;
import io.lockward.protocol.BankId;
import io.lockward.protocol.JournalId;
import io.lockward.protocol.command.RebootLevel;
import io.lockward.protocol.entry.AgentEntry;
import io.lockward.protocol.entry.AgentEntry.Part;
import io.lockward.protocol.entry.Entry;
import io.lockward.protocol.entry.KioskEntry;
import io.lockward.protocol.entry.PowerEntry;
import io.lockward.protocol.entry.RemedyEntry;
import io.lockward.protocol.entry.RemedyEntry.Outcome;
import io.lockward.protocol.entry.Stamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DiagnosisRulesTest {
    private static final BankId BANK = new BankId("harbour-7");
    private static final JournalId JOURNAL = new JournalId(new UUID(0x4000L, 0x8000_0000_0000_0001L));
    private static final Instant NOW = Instant.parse("2026-11-20T17:00:00Z");
    private static final PresenceView ONLINE = new PresenceView(PresenceView.State.ONLINE, NOW, NOW, null);
    private static final PresenceView LOST = new PresenceView(PresenceView.State.LOST, NOW, NOW.minusSeconds(90), null);

    private static EntryRef ref(long seq) {
        return new EntryRef(JOURNAL, 1, seq);
    }

    private static Alarm alarm(AlarmKind kind, String subject) {
        return new Alarm(1, BANK, subject, kind, kind.severity(), NOW.minusSeconds(60), null, 1, kind.why(), ref(7));
    }

    private static Map<String, Reported> said(String subject, Entry entry) {
        return Map.of(subject, new Reported(BANK, subject, ref(7), new Stamp(NOW, 1, 5), NOW, "type", entry, "{}"));
    }

    private static BankLadder ladder(RemedyEntry... entries) {
        List<RemedyWord> words = new ArrayList<>();
        for (RemedyEntry entry : entries) {
            Instant at = NOW.minusSeconds(60).plusSeconds(words.size());
            words.add(new RemedyWord(ref(10 + words.size()), at, at, entry));
        }
        Collections.shuffle(words, new Random(7));
        return BankLadder.of(words, NOW);
    }

    private static RemedyEntry step(RebootLevel level, int ofToday) {
        return new RemedyEntry.Step(
                level, "the screen is silent", ofToday, Part.KIOSK, level == RebootLevel.KIOSK ? null : 3);
    }

    private static RemedyEntry end(RebootLevel level, Outcome outcome) {
        return new RemedyEntry.Concluded(level, outcome, "evidence", 1_000L, Part.KIOSK);
    }

    private static String next(RemedyEntry... entries) {
        return frozen(ladder(entries)).next();
    }

    private static Diagnosis.Finding frozen(BankLadder ladder) {
        return DiagnosisRules.of(
                        ONLINE,
                        said(Subjects.KIOSK, new KioskEntry.Frozen(46_000)),
                        List.of(alarm(AlarmKind.KIOSK_FROZEN, Subjects.KIOSK)),
                        ladder,
                        NOW)
                .findings()
                .getFirst();
    }

    private static @Nullable Instant lastGood(
            Alarm alarm, Map<Alarm.Key, Instant> cleared, Map<String, Reported> reported) {
        return DiagnosisRules.of(ONLINE, reported, List.of(alarm), cleared, ladder(), null, NOW)
                .findings()
                .getFirst()
                .lastGood();
    }

    @Test
    void saysWhenEachThingWasLastKnownToBeWell() {
        Alarm ajar = alarm(AlarmKind.DOOR_AJAR, "door/A07");
        Instant before = NOW.minusSeconds(900);
        assertNull(lastGood(ajar, Map.of(), Map.of()), "nobody knows");
        assertEquals(before, lastGood(ajar, Map.of(ajar.key(), before), Map.of()));
        Alarm other = alarm(AlarmKind.DOOR_AJAR, "door/A08");
        assertNull(lastGood(ajar, Map.of(other.key(), before), Map.of()), "that was another door");
        assertNull(lastGood(ajar, Map.of(ajar.key(), NOW), Map.of()), "what ended since it began says nothing");

        Alarm ups = alarm(AlarmKind.POWER_UNKNOWN, Subjects.POWER);
        AgentEntry.Probed probed =
                new AgentEntry.Probed(null, new TreeMap<>(Map.of(Part.UPS, AgentEntry.Health.GREEN)), null, null);
        Instant looked = NOW.minusSeconds(600);
        Reported parts =
                new Reported(BANK, Subjects.PARTS, ref(3), new Stamp(looked, 1, 5), looked, "type", probed, "{}");
        assertEquals(looked, lastGood(ups, Map.of(ups.key(), before), Map.of(Subjects.PARTS, parts)));
        assertEquals(before, lastGood(ajar, Map.of(ajar.key(), before), Map.of(Subjects.PARTS, parts)));
    }

    @Test
    void saysWhatTheLadderDoesNextAtEachOfItsStates() {
        assertEquals("It restarts the screen within a few minutes.", next());
        assertEquals(
                "Held: door A07 is open. Once that is over it restarts the screen.",
                next(new RemedyEntry.Held(RebootLevel.KIOSK, "door A07 is open", Part.KIOSK)));
        assertTrue(next(step(RebootLevel.KIOSK, 1)).startsWith("It restarted the screen at 2026-11-20T16:59:00Z"));
        assertEquals(
                "It restarts the agent within a few minutes.",
                next(step(RebootLevel.KIOSK, 1), end(RebootLevel.KIOSK, Outcome.NOT_HEALED)));
        assertTrue(next(new RemedyEntry.Paused(30, "ada")).startsWith("Nothing for now: ada holds the ladder back"));
        assertEquals(
                "It restarts the screen within a few minutes.",
                next(new RemedyEntry.Paused(30, "ada"), new RemedyEntry.Paused(0, "ada")));
        assertTrue(next(new RemedyEntry.GaveUp("no rung is left", Part.KIOSK))
                .startsWith("Nothing more by itself: no rung is left."));
    }

    @Test
    void narrowsTheCauseByWhatDidNotHelp() {
        assertEquals("The page or its browser hangs.", frozen(ladder()).likelyCause());
        assertTrue(frozen(ladder(step(RebootLevel.KIOSK, 1), end(RebootLevel.KIOSK, Outcome.NOT_HEALED)))
                .likelyCause()
                .startsWith("Not the browser alone"));
    }

    @Test
    void saysSinceWhenAndWhenItWasLastGoodWithEvidence() {
        Diagnosis.Finding finding = frozen(ladder());
        assertEquals(NOW.minusSeconds(60), finding.since());
        assertEquals(NOW.minusSeconds(46), finding.lastGood());
        assertEquals(ref(7), finding.evidence());
        assertEquals(Part.KIOSK, finding.part());
    }

    @Test
    void explainsAbsenceByTheLastWordOnPower() {
        List<Alarm> offline = List.of(alarm(AlarmKind.BANK_OFFLINE, "bank"));
        PowerEntry.Ups ups = new PowerEntry.Ups("OB LB", 5.0, 60L);
        Diagnosis halted = DiagnosisRules.of(
                LOST, said(Subjects.POWER, new PowerEntry.Shutdown(ups, "low")), offline, ladder(), NOW);
        assertTrue(halted.findings().getFirst().likelyCause().startsWith("It halted in good order"));
        Diagnosis unknown = DiagnosisRules.of(LOST, Map.of(), offline, ladder(), NOW);
        assertEquals(
                "Its network, its power, or the controller: nothing tells which.",
                unknown.findings().getFirst().likelyCause());
        assertEquals(NOW.minusSeconds(90), unknown.findings().getFirst().lastGood());
    }

    @Test
    void tellsOneCauseOnce() {
        Diagnosis diagnosis = DiagnosisRules.of(
                ONLINE,
                Map.of(),
                List.of(
                        alarm(AlarmKind.KIOSK_FROZEN, Subjects.KIOSK),
                        alarm(AlarmKind.NEEDS_PERSON, Subjects.remedy(Part.KIOSK))),
                ladder(new RemedyEntry.GaveUp("no rung is left", Part.KIOSK)),
                NOW);
        assertEquals(1, diagnosis.findings().size());
        assertEquals(
                "Nothing is wrong as far as it says.",
                DiagnosisRules.of(ONLINE, Map.of(), List.of(), ladder(), NOW).sentence());
    }

    @Test
    void foldsAClimbWhateverTheOrderOfArrival() {
        BankLadder ladder = ladder(
                step(RebootLevel.KIOSK, 1),
                end(RebootLevel.KIOSK, Outcome.NOT_HEALED),
                step(RebootLevel.AGENT, 2),
                end(RebootLevel.AGENT, Outcome.HEALED));
        BankLadder.Climb climb = ladder.climbs().get(Part.KIOSK);
        assertNotNull(climb);
        assertNotNull(climb.overAt());
        assertNull(climb.next());
        assertEquals(
                List.of(Outcome.NOT_HEALED, Outcome.HEALED),
                ladder.steps().stream().map(BankLadder.Rung::outcome).toList());
        assertEquals(1, ladder.left());
        assertEquals(
                3,
                BankLadder.of(
                                List.of(new RemedyWord(
                                        ref(1),
                                        NOW.minus(Duration.ofDays(2)),
                                        NOW.minus(Duration.ofDays(2)),
                                        step(RebootLevel.AGENT, 3))),
                                NOW)
                        .left());
    }
}

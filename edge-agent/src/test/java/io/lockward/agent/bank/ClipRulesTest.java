package io.lockward.agent.bank;

import static io.lockward.agent.bank.ClipBank.A01;
import static io.lockward.agent.bank.ClipBank.A02;
import static io.lockward.agent.bank.ClipBank.cameras;
import static io.lockward.agent.bank.ClipBank.closed;
import static io.lockward.agent.bank.ClipBank.opened;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.agent.bank.clip.ClipSetup;
import io.lockward.agent.bank.clip.Clips;
import io.lockward.agent.bank.clip.Cut;
import io.lockward.agent.bank.clip.Want;
import io.lockward.protocol.entry.ClipEntry;
import io.lockward.protocol.entry.ClipEntry.Because;
import io.lockward.protocol.entry.ConditionEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ClipRulesTest {

    @Test
    void aForcedEntryIsCutFromTenSecondsBeforeUntilTwentyAfterItsDoorWasShut() {
        ClipBank bank = new ClipBank(cameras("left"));
        bank.at(60_000, opened(A01)).at(90_000);
        assertEquals(Map.of(), bank.asked, "the door is open");
        bank.at(100_000, closed(A01)).at(119_000);
        assertEquals(Map.of(), bank.asked, "its end is not filmed yet");
        bank.at(120_000);
        Cut cut = bank.asked.values().iterator().next();
        assertEquals(50_000, cut.fromUp());
        assertEquals(120_000, cut.toUp());
        bank.filmed(cut);
        ClipEntry.Recorded recorded = bank.recorded().getFirst();
        assertEquals(Because.FORCED_ENTRY, recorded.because());
        assertEquals(A01, recorded.compartment());
        assertTrue(entryAt(bank, recorded.first()) instanceof ConditionEntry.Raised, "it began with the condition");
        assertEquals(List.of(), bank.state.memory().clips().wants());
        assertEquals(1, bank.state.memory().clips().kept().size());
    }

    @Test
    void aDoorThatStaysOpenIsFilmedForFiveMinutes() {
        ClipBank bank = new ClipBank(cameras("left"));
        bank.at(60_000, opened(A01)).at(355_000);
        assertEquals(Map.of(), bank.asked);
        bank.at(361_000);
        assertEquals(
                60_000 + Clips.LONGEST_MILLIS,
                bank.asked.values().iterator().next().toUp());
    }

    @Test
    void aStepOfTheWallClockMovesNothing() {
        ClipBank bank = new ClipBank(cameras("left"));
        bank.at(60_000, opened(A01), closed(A01));
        bank.wallOffset = -86_400_000;
        bank.at(79_500);
        assertEquals(Map.of(), bank.asked);
        bank.wallOffset = 86_400_000;
        bank.at(80_000);
        Cut cut = bank.asked.values().iterator().next();
        assertEquals(List.of(50_000L, 80_000L), List.of(cut.fromUp(), cut.toUp()));
    }

    @Test
    void whatFollowsSoonInTheSameCompartmentIsOneClipAndElsewhereIsAnother() {
        ClipBank bank = new ClipBank(cameras("left", "right"));
        bank.at(60_000, opened(A01), closed(A01))
                .at(70_000, opened(A02), closed(A02))
                .at(75_000, opened(A01), closed(A01));
        bank.at(100_000);
        assertEquals(4, bank.asked.size(), "two stories, two cameras");
        List<Cut> cuts = List.copyOf(bank.asked.values());
        assertTrue(cuts.stream().anyMatch(cut -> cut.fromUp() == 50_000 && cut.toUp() == 95_000), cuts.toString());
        assertTrue(cuts.stream().anyMatch(cut -> cut.fromUp() == 60_000 && cut.toUp() == 90_000), cuts.toString());
    }

    @Test
    void whatHappensWhileAClipIsCutJoinsItAndTheEarlierCutCountsForNothing() {
        ClipBank bank = new ClipBank(cameras("left"));
        bank.at(60_000, opened(A01), closed(A01)).at(80_000);
        Cut early = bank.asked.values().iterator().next();
        bank.at(81_000, opened(A01), closed(A01)).filmed(early);
        assertEquals(List.of(), bank.recorded());
        bank.at(101_000);
        Cut later = java.util.Objects.requireNonNull(bank.asked.get(early.clip()));
        assertEquals(101_000, later.toUp());
        bank.filmed(early).filmed(later).filmed(later);
        assertEquals(1, bank.recorded().size());
        assertEquals(later.last(), bank.recorded().getFirst().last());
    }

    @Test
    void afterAPowerCutWhatIsThereOfTheOldBootIsCutAtOnce() {
        ClipBank bank = new ClipBank(cameras("left"));
        bank.at(60_000, opened(A01), closed(A01)).at(65_000);
        bank.powerCut(0);
        bank.at(2_000);
        Cut cut = bank.asked.values().iterator().next();
        assertEquals(List.of(1L, 50_000L), List.of(cut.boot(), cut.fromUp()));
        bank.decide(new Input.ClipMissed(cut.clip(), cut.last(), "the camera gave no pictures"));
        ClipEntry.Lost lost = bank.lost().getFirst();
        assertEquals(Because.FORCED_ENTRY, lost.because());
        assertEquals(A01, lost.compartment());
    }

    @Test
    void aRestartOfTheAgentGoesOnWithWhatWasWanted() {
        ClipBank bank = new ClipBank(cameras("left"));
        bank.at(60_000, opened(A01), closed(A01)).at(65_000);
        bank.agentRestart();
        bank.at(79_500);
        assertEquals(Map.of(), bank.asked);
        bank.at(80_000);
        assertEquals(80_000, bank.asked.values().iterator().next().toUp());
    }

    @Test
    void aCameraThatIsTakenAwayLosesWhatItWasWantedFor() {
        ClipBank bank = new ClipBank(cameras("left"));
        bank.at(60_000, opened(A01), closed(A01));
        bank.decide(new Input.CameraRead("left", "no pictures came for 10 s"));
        BankState without = BankState.of(bank.setup.withClips(ClipSetup.NONE), bank.state.memory());
        bank.state = without;
        bank.decide(new Input.Started("1.0", false));
        bank.at(61_000);
        assertEquals("there is no such camera any more", bank.lost().getFirst().reason());
        assertTrue(bank.state.memory().conditions().stream()
                .noneMatch(condition -> condition.kind() == ConditionEntry.Kind.CAMERA_FAULT));
    }

    @Test
    void whatThereIsNoRoomForIsLostOldestFirst() {
        ClipSetup small =
                new ClipSetup(cameras("left").cameras(), ClipSetup.NONE.before(), ClipSetup.NONE.after(), 2_500_000);
        ClipBank bank = new ClipBank(small);
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= 3; i++) {
            bank.at(i * 200_000L, opened(A01), closed(A01)).at(i * 200_000L + 20_000);
            Cut cut = bank.asked.values().iterator().next();
            names.add(cut.clip());
            bank.filmed(cut);
            bank.asked.clear();
        }
        assertEquals(names.getFirst(), bank.lost().getFirst().clip());
        assertEquals(2, bank.state.memory().clips().kept().size());
        bank.decide(new Input.ClipsTight());
        assertEquals(names.get(1), bank.lost().get(1).clip());
        bank.decide(new Input.ClipUploaded(names.get(2)));
        bank.decide(new Input.ClipUploaded(names.get(2)));
        assertEquals(1, bank.all(ClipEntry.Uploaded.class).size());
        assertEquals(List.of(), bank.state.memory().clips().kept());
    }

    @Test
    void aCameraWithoutPicturesIsAConditionUntilTheyComeAgain() {
        ClipBank bank = new ClipBank(cameras("left"));
        bank.decide(new Input.CameraRead("left", "no pictures came for 10 s"));
        bank.decide(new Input.CameraRead("left", "the pipeline ended"));
        bank.decide(new Input.CameraRead("left", null));
        bank.decide(new Input.CameraRead("elsewhere", "who is that?"));
        assertEquals(1, bank.all(ConditionEntry.Raised.class).size());
        assertEquals(1, bank.all(ConditionEntry.Cleared.class).size());
    }

    /// Whatever happens, and whenever the power goes: what was wanted ends exactly once.
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void whateverHappensEachSpanEndsInExactlyOneEntry(long seed) {
        Random random = new Random(seed);
        ClipBank bank = new ClipBank(cameras("left", "right"));
        List<Cut> inFlight = new ArrayList<>();
        for (int step = 0; step < 400; step++) {
            long next = bank.up + random.nextInt(15_000);
            switch (random.nextInt(12)) {
                case 0, 1, 2 -> bank.at(next, opened(A01));
                case 3, 4 -> bank.at(next, closed(A01));
                case 5 -> bank.at(next, opened(A02));
                case 6 -> bank.at(next, closed(A02));
                case 7 -> bank.wallOffset = random.nextLong(-1_000_000_000L, 1_000_000_000L);
                case 8 -> {
                    if (random.nextInt(4) == 0) {
                        bank.powerCut(random.nextInt(3));
                        inFlight.clear();
                    }
                }
                case 9 -> {
                    if (random.nextInt(4) == 0) {
                        bank.agentRestart();
                        inFlight.clear();
                    }
                }
                default -> bank.at(next);
            }
            inFlight.addAll(bank.asked.values());
            bank.asked.clear();
            while (!inFlight.isEmpty() && random.nextInt(3) > 0) {
                answer(bank, inFlight.remove(random.nextInt(inFlight.size())), random);
            }
            check(bank);
        }
        settle(bank, inFlight, random);
    }

    private static void answer(ClipBank bank, Cut cut, Random random) {
        if (random.nextInt(5) == 0) {
            bank.decide(new Input.ClipMissed(cut.clip(), cut.last(), "the camera gave no pictures"));
        } else {
            bank.filmed(cut);
        }
    }

    private static void settle(ClipBank bank, List<Cut> inFlight, Random random) {
        bank.at(bank.up + 1_000, closed(A01), closed(A02));
        for (int i = 0; i < 400 && !bank.state.memory().clips().wants().isEmpty(); i++) {
            bank.at(bank.up + 2_000);
            inFlight.addAll(bank.asked.values());
            bank.asked.clear();
            inFlight.forEach(cut -> answer(bank, cut, random));
            inFlight.clear();
        }
        assertEquals(List.of(), bank.state.memory().clips().wants(), "everything ended");
        check(bank);
        assertTrue(bank.recorded().size() > 5 && !bank.lost().isEmpty(), "it was worth the while");
    }

    /// Every entry that is reason for a clip belongs to one: open, recorded or lost; and each ended once.
    private static void check(ClipBank bank) {
        Map<String, Integer> ends = new TreeMap<>();
        bank.recorded().forEach(recorded -> ends.merge(recorded.clip(), 1, Integer::sum));
        bank.lost().forEach(lost -> ends.merge(lost.clip(), 1, Integer::sum));
        ends.forEach((clip, times) -> assertEquals(1, times, clip + " ended more than once"));
        for (ClipBank.Line line : bank.journal) {
            if (line.entry() instanceof ConditionEntry.Raised raised
                    && raised.kind() == ConditionEntry.Kind.FORCED_ENTRY) {
                for (String camera : List.of("left", "right")) {
                    long covered = bank.recorded().stream()
                                    .filter(one -> one.camera().equals(camera)
                                            && belongs(one.first(), one.last(), line.seq())
                                            && raised.subject().equals(String.valueOf(one.compartment())))
                                    .count()
                            + bank.lost().stream()
                                    .filter(one -> camera.equals(one.camera())
                                            && belongs(one.first(), one.last(), line.seq())
                                            && raised.subject().equals(String.valueOf(one.compartment())))
                                    .count()
                            + bank.state.memory().clips().wants().stream()
                                    .filter(one -> isAbout(one, camera, raised.subject(), line.seq()))
                                    .count();
                    assertEquals(1, covered, "entry " + line.seq() + " for " + camera);
                }
            }
        }
    }

    private static boolean isAbout(Want want, String camera, String subject, long seq) {
        return want.camera().equals(camera)
                && subject.equals(String.valueOf(want.compartment()))
                && belongs(want.first(), want.last(), seq);
    }

    private static boolean belongs(
            @org.jspecify.annotations.Nullable Long first, @org.jspecify.annotations.Nullable Long last, long seq) {
        assertNotNull(first);
        assertNotNull(last);
        return first <= seq && seq <= last;
    }

    private static Object entryAt(ClipBank bank, @org.jspecify.annotations.Nullable Long seq) {
        return bank.journal.stream()
                .filter(line -> Long.valueOf(line.seq()).equals(seq))
                .findFirst()
                .orElseThrow()
                .entry();
    }
}

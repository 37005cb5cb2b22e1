package io.lockward.fleet.dispute;

import static io.lockward.fleet.dispute.CaseRulesTest.BATTERY;
import static io.lockward.fleet.dispute.CaseRulesTest.collected;
import static io.lockward.fleet.dispute.CaseRulesTest.delivered;
import static io.lockward.fleet.dispute.Certainty.PROVEN;
import static io.lockward.fleet.dispute.Dispute.A08;
import static io.lockward.fleet.dispute.Dispute.OTHER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.fleet.dispute.ChecklistItem.Item;
import io.lockward.fleet.dispute.ChecklistItem.Standing;
import io.lockward.protocol.entry.PowerEntry;
import io.lockward.protocol.entry.Sensed.Outcome;
import io.lockward.protocol.parcel.DepositVerdict;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a case shows beside its finding.
class CasePictureTest {
    @Test
    void nothing_that_a_gap_can_hide_is_proven() {
        Evidence whole = collected().evidence();
        assertEquals(PROVEN, CaseRules.picture(whole).proposed().certainty());
        List<Certainty> without = new ArrayList<>();
        whole.entries()
                .forEach(entry -> without.add(CaseRules.picture(Dispute.without(whole, entry))
                        .proposed()
                        .certainty()));
        assertTrue(without.stream().noneMatch(PROVEN::equals), without.toString());
    }

    @Test
    void the_checklist_says_what_is_missing_and_why() {
        CasePicture picture = collected()
                .clip(ClipFact.State.LOST, "camera dead")
                .signedUpTo(3)
                .picture();
        assertEquals(
                List.of(Item.values()),
                picture.checklist().stream().map(ChecklistItem::item).toList());
        assertEquals(Standing.THERE, item(picture, Item.DELIVERY_SCAN).standing());
        assertEquals(Standing.THERE, item(picture, Item.CODE_USED).standing());
        assertEquals(Standing.MISSING, item(picture, Item.CLIPS).standing());
        assertTrue(item(picture, Item.CLIPS).words().contains("camera dead"));
        assertEquals(Standing.MISSING, item(picture, Item.SIGNED).standing());
        assertTrue(item(picture, Item.SIGNED).words().contains("entry 5"));
        assertEquals(Standing.THERE, item(picture, Item.JOURNAL_WHOLE).standing());
        CasePicture torn = delivered().lost(4).picture();
        assertTrue(
                item(torn, Item.JOURNAL_WHOLE).words().contains("entries 7 to 10"),
                item(torn, Item.JOURNAL_WHOLE).words());
        assertEquals(Standing.NOT_APPLICABLE, item(torn, Item.CLIPS).standing(), "a bank without a camera");
        assertEquals(Standing.NOT_APPLICABLE, item(torn, Item.CODE_USED).standing());
    }

    private static ChecklistItem item(CasePicture picture, Item item) {
        return picture.checklist().stream()
                .filter(one -> one.item() == item)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_clip_that_does_not_cover_its_event_stands_out() {
        Dispute told = collected();
        told.clips.add(new ClipFact(
                "c-1-1-front",
                "front",
                ClipFact.State.STORED,
                null,
                "deposit",
                "A07",
                1,
                1L,
                5L,
                null,
                null,
                1L,
                3_000L,
                9_000L,
                0));
        assertTrue(told.picture().contradictions().stream()
                .anyMatch(one -> one.kind() == Contradiction.Kind.CLIP_MISSES_EVENT
                        && one.words().contains("entry 1")));
    }

    @Test
    void a_finding_names_the_time_of_the_site_and_no_person() {
        String words = collected().picture().proposed().words();
        assertTrue(words.startsWith("Proven: A courier (dhl-4) put it into A07 on 20 Nov 2026 17:00:02."), words);
        assertTrue(words.contains("Who held the code is not in the journal."), words);
    }

    @Test
    void facts_are_those_of_the_case_and_of_the_whole_bank() {
        Dispute told = collected().deposit(OTHER, A08, DepositVerdict.VERIFIED, Outcome.ADDED);
        told.says(new PowerEntry.Lost(BATTERY));
        List<Fact> facts = told.picture().facts();
        assertTrue(facts.size() > 10, "the parcel's own are there");
        assertTrue(facts.stream().noneMatch(fact -> fact.words().contains("A08")));
        assertEquals(Fact.Lane.POWER, facts.getLast().lane());
    }
}

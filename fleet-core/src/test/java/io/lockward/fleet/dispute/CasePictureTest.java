package io.lockward.fleet.dispute;

import static io.lockward.fleet.dispute.CaseRulesTest.BATTERY;
import static io.lockward.fleet.dispute.CaseRulesTest.collected;
import static io.lockward.fleet.dispute.CaseRulesTest.delivered;
import static io.lockward.fleet.dispute.Certainty.PROVEN;
import static io.lockward.fleet.dispute.Dispute.A07;
import static io.lockward.fleet.dispute.Dispute.A08;
import static io.lockward.fleet.dispute.Dispute.OTHER;
import static io.lockward.fleet.dispute.Dispute.PARCEL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.fleet.dispute.ChecklistItem.Item;
import io.lockward.fleet.dispute.ChecklistItem.Standing;
import io.lockward.fleet.presence.Outage;
import io.lockward.protocol.CommandId;
import io.lockward.protocol.command.CommandState;
import io.lockward.protocol.entry.CodeEntry;
import io.lockward.protocol.entry.KioskEntry;
import io.lockward.protocol.entry.ParcelEntry.Taker;
import io.lockward.protocol.entry.PowerEntry;
import io.lockward.protocol.entry.Sensed.Outcome;
import io.lockward.protocol.parcel.DepositVerdict;
import io.lockward.protocol.parcel.PickupVerdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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

    private static KioskEntry.Visit visit(KioskEntry.Who who, long millis, String... pressed) {
        return new KioskEntry.Visit(who, millis, List.of(pressed), List.of(PARCEL), KioskEntry.Ended.LEFT);
    }

    @Test
    void the_screen_is_told_visit_by_visit() {
        CasePicture picture = delivered()
                .says(visit(KioskEntry.Who.COURIER, 13_000))
                .says(new CodeEntry.Wrong(List.of(PARCEL)))
                .pickup(Taker.RECIPIENT, PickupVerdict.COLLECTED, Outcome.REMOVED)
                .notHere()
                .says(visit(KioskEntry.Who.RECIPIENT, 12_000, "did-not-open", "not-here"))
                .picture();
        List<ScreenVisit> screen = picture.screen();
        assertEquals(2, screen.size(), screen::toString);
        assertEquals(
                List.of("DepositStarted", "DepositConcluded", "Visit"),
                screen.getFirst().moments().stream()
                        .map(moment -> moment.entry().type())
                        .toList());
        assertEquals(Dispute.START.plusSeconds(1), screen.getFirst().from(), "as long as the bank says");
        assertEquals(
                List.of("Wrong", "PickupStarted", "PickupConcluded", "Trouble", "Visit"),
                screen.getLast().moments().stream()
                        .map(moment -> moment.entry().type())
                        .toList());
        ChecklistItem item = item(picture, Item.KIOSK_SESSION);
        assertEquals(Standing.THERE, item.standing());
        assertEquals(
                "A courier for 13 s, no button about a door, left; told parcel not here (K7-412); a recipient for 12 s,"
                        + " pressed “did not open”, “not here”, left.",
                item.words());
    }

    @Test
    void what_was_pressed_and_no_entry_tells_is_called_missing() {
        ChecklistItem item = item(collected().picture(), Item.KIOSK_SESSION);
        assertEquals(Standing.MISSING, item.standing());
        assertTrue(item.words().contains("the agent is an old one"), item.words());
        ChecklistItem nobody =
                item(new Dispute().says(new PowerEntry.Restored(BATTERY, 10L)).picture(), Item.KIOSK_SESSION);
        assertEquals(Standing.NOT_APPLICABLE, nobody.standing());
    }

    @Test
    void a_visit_about_other_parcels_is_none_of_the_cases() {
        KioskEntry.Visit other = new KioskEntry.Visit(
                KioskEntry.Who.RECIPIENT, 9_000, List.of("not-mine"), List.of(OTHER), KioskEntry.Ended.TIMED_OUT);
        CasePicture picture = delivered().says(other).picture();
        assertTrue(picture.facts().stream().noneMatch(fact -> fact.words().contains("not mine")));
        assertEquals(1, picture.screen().size());
    }

    @Test
    void whether_the_bank_was_connected_is_told_with_its_outages() {
        Dispute told = delivered();
        assertEquals(Standing.THERE, item(told.picture(), Item.NETWORK).standing());
        told.outages = List.of(
                new Outage(Outage.Kind.NOT_CONNECTED, Dispute.START, Dispute.START.plusSeconds(600)),
                new Outage(Outage.Kind.NOT_HEARING, Dispute.START.plusSeconds(900), null));
        ChecklistItem away = item(told.picture(), Item.NETWORK);
        assertEquals(Standing.MISSING, away.standing());
        assertEquals(
                "Not connected from 20 Nov 2026 17:00:00 to 20 Nov 2026 17:10:00; commands did not arrive from"
                        + " 20 Nov 2026 17:15:00 on; by the cloud’s clock.",
                away.words());
        told.outages = Collections.nCopies(7, new Outage(Outage.Kind.NOT_HEARING, Dispute.START, null));
        assertTrue(item(told.picture(), Item.NETWORK).words().endsWith("; and 2 more times; by the cloud’s clock."));
        told.outages = null;
        assertEquals(
                "The bank was never heard.", item(told.picture(), Item.NETWORK).words());
        assertEquals(delivered().picture().proposed(), told.picture().proposed(), "a bank works alone");
    }

    @Test
    void a_command_says_who_asked_why_and_how_it_ended() {
        assertEquals(
                "unlock A07, asked for by ana: the resident waits. It expired before it was done.",
                command(CommandState.EXPIRED, null).words());
        assertEquals(
                "unlock A07, asked for by ana: the resident waits. It was refused: rate limited.",
                command(CommandState.REFUSED, "rate-limited").words());
        long told = Stream.of(CommandState.values())
                .map(state -> command(state, null).words())
                .distinct()
                .count();
        assertEquals(CommandState.values().length - 2, told, "received, acting and verifying are one to a reader");
    }

    private static CaseCommand command(CommandState state, @Nullable String refusal) {
        return new CaseCommand(
                new CommandId(new UUID(0x7000, 0x8000000000000000L)),
                "unlock",
                A07,
                null,
                "the resident waits.",
                "ana",
                Dispute.START,
                state,
                null,
                refusal);
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

package io.lockward.agent.bank;

import static io.lockward.agent.bank.ParcelBank.BADGE;
import static io.lockward.agent.bank.ParcelBank.code;
import static io.lockward.agent.bank.ParcelBank.id;
import static io.lockward.agent.bank.ParcelWords.yes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.agent.bank.ParcelBank.Written;
import io.lockward.agent.bank.parcel.KioskRequest;
import io.lockward.agent.bank.parcel.Parcel;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.entry.ConditionEntry.Kind;
import io.lockward.protocol.entry.DoorEntry;
import io.lockward.protocol.parcel.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The plug is pulled after every entry of every path, and the world goes on without the bank: as it was at that
/// moment, or to the end of what the person was about to do. Then the power comes back. Nothing is driven again,
/// everything under way comes to its end, and what lies in a compartment is in the books or told as a contradiction.
class PowerCutTest {
    private static final double HEAVY = 400;

    static Stream<Arguments> paths() {
        return Stream.of(
                path("deposit", bank -> {
                    deposit(bank);
                    bank.pass(1).put("A01", HEAVY).pass(1).close("A01").pass(5);
                }),
                path("deposit of nothing", bank -> {
                    deposit(bank);
                    bank.pass(2).close("A01").pass(5);
                }),
                path("deposit into the wrong compartment", bank -> {
                    bank.open("A02").pass(3);
                    deposit(bank);
                    bank.pass(1)
                            .put("A02", HEAVY)
                            .pass(1)
                            .close("A02")
                            .pass(5)
                            .close("A01")
                            .pass(5);
                }),
                path("deposit into the wrong compartment, its own shut first", bank -> {
                    bank.open("A02").pass(3);
                    deposit(bank);
                    bank.pass(1)
                            .put("A02", HEAVY)
                            .close("A01")
                            .pass(5)
                            .close("A02")
                            .pass(5);
                }),
                path("deposit whose door was left open", bank -> {
                    String session = deposit(bank);
                    bank.ask(new KioskRequest.Leave(session));
                    bank.pass(1).put("A01", HEAVY).pass(130).close("A01").pass(5);
                }),
                path("deposit whose door is stuck", bank -> {
                    bank.jammed.add(id("A01"));
                    deposit(bank);
                    bank.pass(20);
                }),
                path("pickup", bank -> {
                    pickup(bank, bank.delivered("A01", HEAVY));
                    bank.pass(1).put("A01", -HEAVY).pass(1).close("A01").pass(5);
                }),
                path("pickup of nothing", bank -> {
                    pickup(bank, bank.delivered("A01", HEAVY));
                    bank.pass(2).close("A01").pass(5);
                }),
                path("pickup of a part", bank -> {
                    pickup(bank, bank.delivered("A01", 2 * HEAVY));
                    bank.pass(1).put("A01", -HEAVY).pass(1).close("A01").pass(5);
                }),
                path("pickup whose door was left open", bank -> {
                    String session = pickup(bank, bank.delivered("A01", HEAVY));
                    bank.ask(new KioskRequest.Leave(session));
                    bank.pass(1).put("A01", -HEAVY).pass(130).close("A01").pass(5);
                }),
                path("pickup of two together", bank -> {
                    Parcel first = bank.delivered("A01", HEAVY);
                    String courier = bank.enter(BADGE);
                    yes(bank.ask(new KioskRequest.Deposit(courier, null, "r4b", Size.SMALL, false, true)));
                    bank.pass(1).put("A01", HEAVY).close("A01").pass(5);
                    bank.ask(new KioskRequest.Leave(courier));
                    pickup(bank, first);
                    bank.pass(1).put("A01", -2 * HEAVY).close("A01").pass(5);
                }));
    }

    private static Arguments path(String name, Consumer<ParcelBank> people) {
        return Arguments.of(name, people);
    }

    private static String deposit(ParcelBank bank) {
        String session = bank.enter(BADGE);
        yes(bank.deposit(session, Size.SMALL));
        return session;
    }

    private static String pickup(ParcelBank bank, Parcel parcel) {
        String session = bank.enter(code(parcel));
        yes(bank.pickup(session, parcel.id()));
        return session;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("paths")
    void endsWhatWasUnderWayAndLosesNothing(String name, Consumer<ParcelBank> people) {
        ParcelBank whole = ParcelBank.with("A01", "A02");
        int before = whole.journal.size();
        people.accept(whole);
        List<Written> journal = List.copyOf(whole.journal);
        assertTrue(journal.size() > before + 2, name);
        for (int entries = before; entries <= journal.size(); entries++) {
            for (boolean newBoot : new boolean[] {true, false}) {
                Written last = journal.get(entries - 1);
                check(name + ", frozen, after entry " + entries, cut(journal, entries, newBoot, last));
                if (wasDriven(journal, entries)) {
                    Written end = new Written(last.stamp(), last.entry(), whole.grams, whole.open);
                    check(name + ", finished, after entry " + entries, cut(journal, entries, newBoot, end));
                }
            }
        }
    }

    /// Whether every lock had been driven by then, so that a person can have gone on without the bank.
    private static boolean wasDriven(List<Written> journal, int entries) {
        return journal.stream().skip(entries).noneMatch(one -> one.entry() instanceof DoorEntry.Pulsed);
    }

    private static ParcelBank cut(List<Written> journal, int entries, boolean newBoot, Written world) {
        ParcelBank bank = ParcelBank.with("A01", "A02");
        bank.journal.clear();
        bank.journal.addAll(new ArrayList<>(journal.subList(0, entries)));
        bank.up = journal.get(entries - 1).stamp().up();
        bank.grams.putAll(world.grams());
        bank.open.clear();
        bank.open.addAll(world.open());
        return bank.cut(entries, newBoot).forget();
    }

    private static void check(String name, ParcelBank bank) {
        bank.pass(20);
        List.copyOf(bank.open).forEach(compartment -> bank.close(compartment.value()));
        bank.pass(60);
        assertEquals(List.of(), bank.pulses, name + ": nothing is driven again");
        assertEquals(List.of(), List.copyOf(bank.books().movements().keySet()), name + ": everything ends");
        assertTrue(bank.state.desk().attempts().isEmpty(), name);
        for (CompartmentId compartment : bank.grams.keySet()) {
            boolean inside = bank.grams.getOrDefault(compartment, 0.0) > 0;
            boolean booked = !bank.books().in(compartment).isEmpty();
            boolean told = bank.state.memory().hasRaised(Kind.UNEXPECTED_CONTENT, compartment.value())
                    || bank.state.memory().hasRaised(Kind.MISSING_CONTENT, compartment.value());
            assertTrue(
                    inside == booked || told,
                    () -> name + ": " + compartment + (inside ? " holds something" : " is empty")
                            + ", and the books say "
                            + bank.books().in(compartment) + "; "
                            + bank.journal.subList(Math.max(0, bank.journal.size() - 12), bank.journal.size()).stream()
                                    .map(one -> ParcelWords.of(one.entry()))
                                    .toList());
            boolean coded = bank.books().in(compartment).stream().allMatch(parcel -> parcel.code() != null);
            assertTrue(coded, name + ": whatever is in the books can be fetched");
        }
    }
}

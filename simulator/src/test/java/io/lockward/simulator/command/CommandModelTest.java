package io.lockward.simulator.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.fleet.command.CommandFact;
import io.lockward.fleet.command.CommandFact.What;
import io.lockward.protocol.command.Command;
import io.lockward.protocol.command.CommandClaims;
import io.lockward.protocol.command.RebootLevel;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The life of a command, checked in every state that can be reached within [Bounds]: what is explored and what
/// is not is in `docs/concepts/command-model.md`.
class CommandModelTest {
    private static final int MOST = 4_000_000;
    private static final Command UNLOCK = new Command.Unlock(Bounds.DOOR);
    private static final Command AGENT = new Command.Reboot(RebootLevel.AGENT);
    private static final Command SCREEN = new Command.Reboot(RebootLevel.KIOSK);
    private static final Command OUT_OF_SERVICE = new Command.OutOfService(Bounds.DOOR);
    private static final Bounds SERVICE =
            Bounds.of(Bounds.REBOOT_CLOCK, OUT_OF_SERVICE).moves(0);
    private static final Bounds AGENT_RESTART =
            Bounds.of(Bounds.REBOOT_CLOCK, AGENT).moves(1);
    /// The consent of two people is checked with the signatures, before the rules are asked.
    private static final Bounds EVERY_DOOR =
            Bounds.of(Bounds.UNLOCK_CLOCK, new Command.UnlockAll(List.of())).moves(1);
    private static final Bounds BOTH = Bounds.of(
                    Bounds.REBOOT_CLOCK, new Command.Reboot(RebootLevel.CONTROLLER), UNLOCK)
            .copies(1)
            .faults(1, 0)
            .moves(1);

    static Stream<Named<Bounds>> bounds() {
        return Stream.of(
                Named.of("an unlock", Bounds.UNLOCK),
                Named.of("an unlock, two inputs to a sync", Bounds.UNLOCK.batch(2)),
                Named.of("an unlock, the journal unreadable once", Bounds.LOSS),
                Named.of("an unlock, the door switch silent once", Bounds.UNLOCK.blinks(1)),
                Named.of("a restart of the controller", Bounds.REBOOT.moves(1)),
                Named.of("a restart of the agent", AGENT_RESTART),
                Named.of("out of service", SERVICE),
                Named.of("a sign of the bank", Bounds.of(Bounds.REBOOT_CLOCK, new Command.Locate(10))),
                Named.of(
                        "a self-test",
                        Bounds.of(Bounds.REBOOT_CLOCK, new Command.Selftest()).moves(1)),
                Named.of("a power cycle", Bounds.POWER),
                Named.of("a restart of the screen", Bounds.SCREEN),
                Named.of("a screen that the bank restarts by itself", Bounds.ALONE),
                Named.of("every door", EVERY_DOOR),
                Named.of("a restart of the controller and an unlock", BOTH),
                Named.of(
                        "two unlocks of one door",
                        Bounds.of(Bounds.UNLOCK_CLOCK, UNLOCK, UNLOCK)
                                .copies(1)
                                .faults(1, 0)
                                .moves(1)),
                Named.of(
                        "an unlock for this boot and one for the next",
                        Bounds.UNLOCK.copies(1).faults(0, 1).and(Bounds.signed(2, 2, UNLOCK))));
    }

    static Stream<Named<Bounds>> largerBounds() {
        return Stream.of(
                Named.of(
                        "an unlock, worse", Bounds.UNLOCK.copies(3).faults(2, 1).moves(2)),
                Named.of(
                        "an unlock, two inputs to a sync, worse",
                        Bounds.UNLOCK.faults(2, 1).moves(2).batch(2)),
                Named.of(
                        "an unlock, three inputs to a sync",
                        Bounds.UNLOCK.copies(3).batch(3)),
                Named.of(
                        "an unlock, a journal lost twice",
                        Bounds.UNLOCK.faults(2, 1).memoryLosses(2)),
                Named.of(
                        "an unlock, a silent switch",
                        Bounds.UNLOCK.faults(2, 0).moves(2).blinks(4)),
                Named.of(
                        "a restart of the controller, worse",
                        Bounds.REBOOT.copies(3).faults(2, 1)),
                Named.of(
                        "a restart of the agent, worse",
                        AGENT_RESTART.copies(3).faults(2, 1).batch(2)),
                Named.of(
                        "a restart of the screen, worse",
                        Bounds.SCREEN.copies(3).faults(2, 1)),
                Named.of(
                        "two restarts of the screen",
                        Bounds.of(Bounds.REBOOT_CLOCK, SCREEN, SCREEN).moves(0)),
                Named.of("a restart and an unlock, worse", BOTH.copies(2).faults(1, 1)),
                Named.of(
                        "two unlocks of one door, worse",
                        Bounds.of(Bounds.UNLOCK_CLOCK, UNLOCK, UNLOCK).moves(2)));
    }

    /// Every command ends; none acts twice; none acts that is not valid, or not remembered; what is called
    /// verified is.
    @ParameterizedTest
    @MethodSource("bounds")
    void the_bank_keeps_its_word_in_every_state(Bounds bounds) {
        assertSound(Exploration.of(new BankModel(bounds, BankRules.REAL), MOST));
    }

    @ParameterizedTest
    @MethodSource("largerBounds")
    @EnabledIfSystemProperty(named = "long", matches = "true")
    void the_bank_keeps_its_word_when_more_goes_wrong(Bounds bounds) {
        assertSound(Exploration.of(new BankModel(bounds, BankRules.REAL), MOST));
    }

    /// Otherwise the exploration would leave out states that matter.
    @ParameterizedTest
    @MethodSource("doubted")
    void states_with_the_same_essence_go_on_alike(Bounds bounds) {
        assertSound(Exploration.doubtingKeys(new BankModel(bounds, BankRules.REAL), MOST));
    }

    static Stream<Bounds> doubted() {
        Stream<Bounds> few = Stream.of(Bounds.UNLOCK, AGENT_RESTART, BOTH, EVERY_DOOR, Bounds.SCREEN, Bounds.ALONE);
        return Boolean.getBoolean("long") ? Stream.concat(few, bounds().map(Named::getPayload)) : few;
    }

    static Stream<Named<Bounds>> alone() {
        return Stream.of(
                Named.of("an unlock", Bounds.UNLOCK),
                Named.of("a restart of the controller", Bounds.REBOOT.moves(1)),
                Named.of("a restart of the agent", AGENT_RESTART),
                Named.of("out of service", SERVICE));
    }

    /// Cancel, expiry and silence never race an act; whatever the bank says counts, in any order; every command
    /// ends.
    @ParameterizedTest
    @MethodSource("alone")
    void the_cloud_says_what_became_of_it_in_every_state(Bounds bounds) {
        CommandClaims claims = bounds.commands().getFirst();
        long states = 0;
        long ways = 0;
        Set<What> said = EnumSet.noneOf(What.class);
        for (List<CommandFact> journal : journals(bounds)) {
            journal.forEach(fact -> said.add(fact.what()));
            Exploration.Found<CloudPoint> found =
                    Exploration.of(new CloudModel(claims.cmd(), journal, CloudRules.REAL), MOST);
            assertNull(found.problem(), found.problem());
            states += found.states();
            ways += found.ways();
        }
        tell(states, ways);
        assertTrue(
                said.containsAll(EnumSet.of(What.RECEIVED, What.ACTED, What.VERIFIED, What.REFUSED)), said.toString());
    }

    @ParameterizedTest
    @EnumSource
    void a_fault_planted_in_the_bank_is_found(PlantedFault fault) {
        Exploration.Found<BankPoint> found = Exploration.of(new BankModel(fault.bounds(), fault), MOST);
        assertFound(fault.finding(), found.problem());
    }

    /// The laws that hold for every command hold for this one too.
    @ParameterizedTest
    @EnumSource(
            names = {
                "ACTS_BEFORE_IT_REMEMBERS",
                "FORGETS_AT_A_RESTART",
                "ACTS_AGAIN_ON_WHAT_IS_LEFT_OVER",
                "ACCEPTS_WHAT_IS_OVER",
                "ACCEPTS_WHAT_IS_FOR_ANOTHER_BOOT",
                "WAITS_FOR_EVER",
                "LEAVES_WHAT_IT_HAD_NOT_ACTED_ON"
            })
    void a_fault_planted_in_a_restart_of_the_screen_is_found(PlantedFault fault) {
        Exploration.Found<BankPoint> found = Exploration.of(new BankModel(Bounds.SCREEN, fault), MOST);
        assertFound(fault.finding(), found.problem());
    }

    @ParameterizedTest
    @EnumSource
    void a_fault_planted_in_the_cloud_is_found(PlantedCloudFault fault) {
        for (List<CommandFact> journal : journals(SERVICE)) {
            String problem = Exploration.of(new CloudModel(OUT_OF_SERVICE, journal, fault), MOST)
                    .problem();
            if (problem != null) {
                assertFound(fault.finding(), problem);
                return;
            }
        }
        assertFound(fault.finding(), null);
    }

    /// The states of the bank are only worth something when all that can become of a command is among them.
    @Test
    void every_end_of_an_unlock_is_reached() {
        Set<What> said = EnumSet.noneOf(What.class);
        journals(Bounds.UNLOCK).forEach(journal -> journal.forEach(fact -> said.add(fact.what())));
        assertEquals(EnumSet.range(What.RECEIVED, What.FAILED), said);
    }

    private static List<List<CommandFact>> journals(Bounds bounds) {
        Exploration.Found<BankPoint> bank = Exploration.of(new BankModel(bounds, BankRules.REAL), MOST);
        return Journals.of(bank.rests(), bounds.commands().getFirst());
    }

    private static void assertSound(Exploration.Found<BankPoint> found) {
        tell(found.states(), found.ways());
        assertNull(found.problem(), found.problem());
        assertTrue(found.states() > 1_000, "the model has hardly any states: " + found.states());
    }

    private static void assertFound(String expected, @Nullable String problem) {
        assertNotNull(problem, "the fault was not found");
        assertTrue(problem.contains(expected), problem);
    }

    private static void tell(long states, long ways) {
        System.out.println("explored " + states + " states, " + ways + " ways");
    }
}

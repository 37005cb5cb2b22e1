package io.lockward.signer.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.protocol.BankId;
import io.lockward.protocol.CommandId;
import io.lockward.protocol.command.Command;
import io.lockward.protocol.command.CommandClaims;
import io.lockward.protocol.signer.SignRefusal;
import io.lockward.protocol.signer.SignRequest;
import io.lockward.signer.Asked;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class SigningRulesTest {
    private static final SigningRules RULES = new SigningRules(Map.of(), SigningLimits.DEFAULT);
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private static Arguments row(String what, IntFunction<SignRequest> asked, int allowed, String refusal) {
        return Arguments.of(what, asked, allowed, refusal);
    }

    static Stream<Arguments> limits() {
        return Stream.of(
                row("commands for one bank", i -> Asked.reboot("harbour-7", "p" + i), 10, "10 a minute for harbour-7"),
                row("unlocks of one bank", i -> Asked.unlock("harbour-7", "p" + i), 5, "open doors of harbour-7"),
                row("commands for the fleet", i -> Asked.reboot("bank-" + i, "p" + i), 300, "for the fleet"),
                row("unlocks of the fleet", i -> Asked.unlock("bank-" + i, "p" + i), 120, "doors of the fleet"),
                row("commands of one person", i -> Asked.reboot("bank-" + i, "ana"), 60, "asked by one person"),
                row("configurations of a bank", _ -> Asked.configuration("harbour-7"), 10, "for harbour-7"),
                row("configurations of the fleet", i -> Asked.configuration("bank-" + i), 300, "of configurations"),
                row(
                        "unlocks among commands",
                        i -> i < 8 ? Asked.reboot("harbour-7", "p" + i) : Asked.unlock("harbour-7", "p" + i),
                        10,
                        "10 a minute for harbour-7"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("limits")
    void stopsAtTheLimitAndGoesOnAfterAMinute(
            String what, IntFunction<SignRequest> asked, int allowed, String refusal) {
        List<Past> past = List.of();
        for (int i = 0; i < allowed; i++) {
            past = sign(past, asked.apply(i), i);
        }
        SigningRules.Decision.Refuse refused = refused(decide(past, asked.apply(allowed), allowed));
        assertEquals(SignRefusal.RATE_LIMITED, refused.reason(), what);
        assertTrue(refused.detail().contains(refusal), refused.detail());
        long later = SigningRules.WINDOW.toNanos();
        assertEquals(allowed, sign(past, asked.apply(allowed), later).size(), "the oldest no longer counts");
        refused(decide(past, asked.apply(allowed), later - 1));
    }

    @Test
    void whatIsRefusedDoesNotCount() {
        List<Past> past = List.of();
        for (int i = 0; i < 5; i++) {
            past = sign(past, Asked.unlock("harbour-7", "ana"), i * 10L * SECOND);
        }
        for (int i = 0; i < 100; i++) {
            refused(decide(past, Asked.unlock("harbour-7", "ana"), 50 * SECOND));
        }
        sign(past, Asked.unlock("harbour-7", "ana"), 60 * SECOND);
    }

    @Test
    void saysWhenToAskAgain() {
        List<Past> past = List.of();
        for (int i = 0; i < 5; i++) {
            past = sign(past, Asked.unlock("harbour-7", "ana"), i * 10L * SECOND);
        }
        assertTrue(refused(decide(past, Asked.unlock("harbour-7", "ana"), 45 * SECOND))
                .detail()
                .endsWith("again in 16 s"));
    }

    /// Whatever is asked in whatever order, no minute holds more than the limits.
    @Test
    void noMinuteEverHoldsMore_seed7() {
        Random random = new Random(7);
        List<Past> past = List.of();
        List<Past> signed = new ArrayList<>();
        long now = 0;
        for (int i = 0; i < 20_000; i++) {
            now += random.nextInt(200) * SECOND / 1_000;
            SignRequest.Command asked = random.nextBoolean()
                    ? Asked.unlock("bank-" + random.nextInt(40), "p" + random.nextInt(9))
                    : Asked.reboot("bank-" + random.nextInt(40), "p" + random.nextInt(9));
            if (decide(past, asked, now) instanceof SigningRules.Decision.Sign(List<Past> next)) {
                past = next;
                signed.add(next.getLast());
            }
        }
        int from = 0;
        for (int i = 0; i < signed.size(); i++) {
            while (signed.get(i).atNanos() - signed.get(from).atNanos() >= SigningRules.WINDOW.toNanos()) {
                from++;
            }
            List<Past> minute = signed.subList(from, i + 1);
            BankId bank = signed.get(i).bank();
            assertTrue(minute.size() <= 300);
            assertTrue(minute.stream().filter(one -> one.bank().equals(bank)).count() <= 10);
            assertTrue(minute.stream()
                            .filter(one -> one.sort() == Past.Sort.UNLOCK)
                            .count()
                    <= 120);
        }
        assertTrue(signed.size() > 3_000, signed.size() + " signed");
    }

    @Test
    void openingEverythingTakesTwoApprovals() {
        assertEquals(
                SignRefusal.NOT_ALLOWED,
                refused(decide(List.of(), Asked.unlockAll(), 0)).reason());
        refused(decide(List.of(), Asked.unlockAll("a.b.c"), 0));
        refused(decide(List.of(), Asked.unlockAll("a.b.c", "a.b.c"), 0));
        sign(List.of(), Asked.unlockAll("a.b.c", "d.e.f"), 0);
    }

    @Test
    void aKeySignsItsKindsOnly() {
        SigningRules narrow = new SigningRules(Map.of(Asked.KID, Set.of("reboot", "configure")), SigningLimits.DEFAULT);
        assertInstanceOf(
                SigningRules.Decision.Sign.class, narrow.decide(List.of(), Asked.reboot("harbour-7", "ana"), 0));
        assertInstanceOf(SigningRules.Decision.Sign.class, narrow.decide(List.of(), Asked.configuration("abc"), 0));
        assertEquals(
                SignRefusal.NOT_ALLOWED,
                refused(narrow.decide(List.of(), Asked.unlock("harbour-7", "ana"), 0))
                        .reason());
        SigningRules unlocksOnly = new SigningRules(Map.of(Asked.KID, Set.of("unlock")), SigningLimits.DEFAULT);
        refused(unlocksOnly.decide(List.of(), Asked.configuration("abc"), 0));
        refused(unlocksOnly.decide(List.of(), Asked.tickets("abc"), 0));
        assertInstanceOf(SigningRules.Decision.Sign.class, narrow.decide(List.of(), Asked.tickets("abc"), 0));
    }

    @Test
    void claimsThatCannotBeMeantAreMalformed() {
        CommandClaims good = Asked.unlock("harbour-7", "ana").claims();
        CommandId notSeven = CommandId.parse("6f9619ff-8b86-4011-b42d-00c04fc964ff");
        for (CommandClaims bad : List.of(
                with(good, notSeven, good.exp(), good.act(), good.why()),
                with(good, good.jti(), Long.MAX_VALUE, good.act(), good.why()),
                with(good, good.jti(), good.exp(), "ana\nben", good.why()),
                with(good, good.jti(), good.exp(), good.act(), "be\u0000cause"))) {
            assertEquals(
                    SignRefusal.MALFORMED,
                    refused(decide(List.of(), new SignRequest.Command(Asked.KID, bad), 0))
                            .reason());
        }
    }

    private static CommandClaims with(CommandClaims good, CommandId id, long exp, String act, String why) {
        return new CommandClaims(id, good.aud(), good.boot(), exp, act, why, good.cmd());
    }

    @Test
    void everyKindOfCommandCanBeAllowed() {
        assertEquals(Command.class.getPermittedSubclasses().length + 1, SigningRules.KINDS.size());
    }

    private static List<Past> sign(List<Past> past, SignRequest asked, long nowNanos) {
        return assertInstanceOf(SigningRules.Decision.Sign.class, decide(past, asked, nowNanos))
                .past();
    }

    private static SigningRules.Decision.Refuse refused(SigningRules.Decision decision) {
        return assertInstanceOf(SigningRules.Decision.Refuse.class, decision);
    }

    private static SigningRules.Decision decide(List<Past> past, SignRequest asked, long nowNanos) {
        return switch (asked) {
            case SignRequest.Command command -> RULES.decide(past, command, nowNanos);
            case SignRequest.Configuration configuration -> RULES.decide(past, configuration, nowNanos);
            case SignRequest.Ticketing tickets -> RULES.decide(past, tickets, nowNanos);
            case SignRequest.Keys _, SignRequest.Health _ -> throw new AssertionError();
        };
    }
}

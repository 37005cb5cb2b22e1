package io.lockward.simulator.seeded;

import io.lockward.agent.AgentSetup;
import io.lockward.agent.bank.BankSetup;
import io.lockward.agent.bank.Timing;
import io.lockward.agent.bank.clip.ClipSetup;
import io.lockward.agent.bank.power.ShutdownRule;
import io.lockward.agent.journal.JournalLimits;
import io.lockward.agent.link.LinkLimits;
import io.lockward.agent.link.Seal;
import io.lockward.agent.link.Trust;
import io.lockward.protocol.BankId;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.key.KeySet;
import io.lockward.protocol.key.Scope;
import io.lockward.protocol.key.SigningKey;
import io.lockward.protocol.key.TrustedKey;
import io.lockward.protocol.parcel.BankSecret;
import io.lockward.protocol.wire.JwkText;
import io.lockward.protocol.wire.SignedMessage;
import io.lockward.simulator.world.Habits;
import io.lockward.simulator.world.ScriptedCameras;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// One simulated day of three banks, a broker and the cloud, decided by a seed. One thread; the same seed gives
/// the same day, but for key material, which decides nothing.
public final class SeededDay {
    static final String KID = "seed";
    private static final Instant MORNING = Instant.parse("2026-11-20T05:00:00Z");
    private static final Duration DAY = Duration.ofHours(24);
    private static final Duration LONGEST_AFTERMATH = Duration.ofHours(3);
    private static final SigningKey ROOT = JwkText.generate("root");
    private static final SigningKey COMMAND = JwkText.generate(KID);
    private static final Trust TRUST = trust();

    /// Healthy parts and busy people, at paces that make a day affordable.
    private static final Habits HABITS = new Habits(
            Duration.ofSeconds(8),
            Duration.ofSeconds(60),
            Duration.ofSeconds(20),
            Duration.ofSeconds(5),
            Duration.ofSeconds(45),
            Duration.ofMinutes(50));

    /// What a day came to.
    ///
    /// @param broken what the checker found; empty when all invariants hold
    /// @param trace the last events before the end
    public record Result(
            long seed,
            List<String> broken,
            long faults,
            long entries,
            long commands,
            long starts,
            long pulses,
            long forgotten,
            long repeated,
            String trace) {}

    private final long seed;
    private final RandomGenerator random;
    private final VirtualTime time = new VirtualTime(MORNING);
    private final Trace trace;
    private final Ledger ledger = new Ledger();
    private final Set<String> asked = new TreeSet<>();
    private final List<SeededBank> banks = new ArrayList<>();
    private final ForgetfulBroker broker;
    private final SeededCloud cloud;

    private SeededDay(long seed, Consumer<String> listener) {
        this.seed = seed;
        this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        this.trace = new Trace(time, listener);
        this.broker = new ForgetfulBroker(time, random, this::up);
        this.cloud = new SeededCloud(time, random, COMMAND.privateKey(), broker::down);
        for (String name : List.of("north-1", "south-1", "west-1")) {
            banks.add(new SeededBank(setup(name), time, random, broker.transport(), HABITS, ledger, trace));
        }
    }

    /// Lives through the day of a seed.
    ///
    /// @param listener hears of each event, for people who replay
    public static Result live(long seed, Consumer<String> listener) {
        SeededDay day = new SeededDay(seed, listener);
        return day.live();
    }

    private Result live() {
        List<String> broken = new ArrayList<>();
        Chaos chaos = new Chaos(time, random, banks, broker, cloud, asked, trace);
        try {
            banks.forEach(SeededBank::start);
            chaos.plan(DAY);
            time.runUntil(MORNING.plus(DAY));
            aftermath(chaos);
            broken.addAll(new Checker(cloud.store(), ledger).check(banks, asked));
        } catch (RuntimeException e) {
            broken.add("a fault in the code: " + e + " at "
                    + List.of(e.getStackTrace()).subList(0, Math.min(8, e.getStackTrace().length)));
        }
        return new Result(
                seed,
                broken,
                chaos.faults(),
                banks.stream()
                        .mapToLong(bank -> ledger.entries(bank.id()).size())
                        .sum(),
                asked.size(),
                banks.stream().mapToLong(SeededBank::starts).sum(),
                banks.stream()
                        .flatMap(bank -> bank.world().pulses().values().stream())
                        .mapToLong(Long::longValue)
                        .sum(),
                broker.forgotten(),
                broker.repeated() + cloud.repeated(),
                trace.tail());
    }

    /// Everything is mended; then all must come to rest.
    private void aftermath(Chaos chaos) {
        chaos.mendAll();
        Instant limit = time.now().plus(LONGEST_AFTERMATH);
        Instant settle = time.now().plus(Duration.ofMinutes(20));
        time.runUntil(settle);
        while (!isAtRest() && time.now().isBefore(limit)) {
            time.runUntil(time.now().plus(Duration.ofMinutes(1)));
        }
    }

    private boolean isAtRest() {
        return banks.stream().allMatch(SeededBank::isDrained) && !cloud.hasOpenCommands();
    }

    private void up(String topic, byte[] payload) {
        cloud.arrive(topic, payload);
    }

    private static final BankSecret SECRET = new BankSecret(new byte[BankSecret.BYTES]);

    private static AgentSetup setup(String name) {
        BankSetup bank = new BankSetup(
                        new BankId(name),
                        new TreeSet<>(
                                Set.of(new CompartmentId("A01"), new CompartmentId("A02"), new CompartmentId("B01"))),
                        ShutdownRule.DEFAULT,
                        true,
                        timing())
                .withClips(ClipSetup.NONE.withCameras(new TreeSet<>(Set.of(ScriptedCameras.NAME))));
        AgentSetup.Pace pace = new AgentSetup.Pace(
                Duration.ofSeconds(60), Duration.ofSeconds(30), Duration.ofHours(1), Duration.ofHours(1));
        return new AgentSetup(
                bank,
                "seeded",
                JournalLimits.DEFAULT,
                "none",
                TRUST,
                Seal.unsigned(),
                SECRET,
                LinkLimits.DEFAULT,
                pace);
    }

    /// The product's timing, but for the screen, whose heartbeats are rarer here.
    private static Timing timing() {
        Timing usual = Timing.DEFAULT;
        return new Timing(
                usual.pulse(),
                usual.verify(),
                usual.lateOpening(),
                usual.ajar(),
                Duration.ofMinutes(4),
                Duration.ofMinutes(3),
                usual.reboot(),
                usual.commandSlack(),
                usual.refusalsPerMinute(),
                usual.unlocksPerMinute(),
                usual.diskFreePercent());
    }

    private static Trust trust() {
        TrustedKey key = new TrustedKey(
                KID,
                COMMAND.verifyingKey(),
                MORNING.minus(DAY),
                MORNING.plus(Duration.ofDays(30)),
                Set.of(Scope.COMMAND, Scope.CONFIGURE),
                null);
        byte[] signed = SignedMessage.KEY_SET.sign(
                new KeySet(1, MORNING.minus(DAY), List.of(key)),
                ROOT.verifyingKey().thumbprint(),
                ROOT.privateKey());
        return new Trust(ROOT.verifyingKey(), new String(signed, StandardCharsets.US_ASCII));
    }
}

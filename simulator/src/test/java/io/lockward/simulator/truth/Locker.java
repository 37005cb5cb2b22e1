package io.lockward.simulator.truth;

import io.lockward.agent.Agent;
import io.lockward.agent.AgentSetup;
import io.lockward.agent.BankInside;
import io.lockward.agent.bank.BankMemory;
import io.lockward.agent.bank.BankSetup;
import io.lockward.agent.bank.Input;
import io.lockward.agent.bank.parcel.KioskAnswer;
import io.lockward.agent.bank.parcel.KioskDesk;
import io.lockward.agent.bank.parcel.KioskRequest;
import io.lockward.agent.bank.parcel.KioskView;
import io.lockward.agent.bank.sensing.SensingSetup;
import io.lockward.agent.hardware.DoorPosition;
import io.lockward.agent.journal.JournalLimits;
import io.lockward.agent.link.LinkLimits;
import io.lockward.agent.link.Seal;
import io.lockward.agent.link.Transport;
import io.lockward.agent.link.Trust;
import io.lockward.protocol.BankId;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.key.KeySet;
import io.lockward.protocol.key.Scope;
import io.lockward.protocol.key.SigningKey;
import io.lockward.protocol.key.TrustedKey;
import io.lockward.protocol.parcel.BankSecret;
import io.lockward.protocol.parcel.Ticket;
import io.lockward.protocol.parcel.Tickets;
import io.lockward.protocol.wire.JwkText;
import io.lockward.protocol.wire.SignedMessage;
import io.lockward.simulator.disk.SimulatedDisk;
import io.lockward.simulator.seeded.Ledger;
import io.lockward.simulator.seeded.SeededBank;
import io.lockward.simulator.seeded.Trace;
import io.lockward.simulator.seeded.VirtualTime;
import io.lockward.simulator.world.Habits;
import io.lockward.simulator.world.SimulatedBank;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One bank with its people: the whole agent on a simulated disk, sensors with their published noise in each
/// compartment, no network. One thread, virtual time: [#pass(double)] lets it pass.
final class Locker {
    static final Instant MORNING = Instant.parse("2026-11-23T05:00:00Z");
    static final BankSecret SECRET = new BankSecret(new byte[BankSecret.BYTES]);

    /// After which a bank that came on knows its doors and its scales.
    static final Duration EYES_OPEN = Duration.ofSeconds(8);

    private static final Habits HABITS = new Habits(
            Duration.ofSeconds(8),
            Duration.ofSeconds(10),
            Duration.ofSeconds(6),
            Duration.ofSeconds(3),
            Duration.ofSeconds(12),
            Duration.ofMinutes(45));
    private static final AgentSetup.Pace PACE = new AgentSetup.Pace(
            Duration.ofSeconds(2), Duration.ofSeconds(30), Duration.ofHours(1), Duration.ofHours(1));
    private static final Trust TRUST = trust();

    final RandomGenerator random;
    final VirtualTime time = new VirtualTime(MORNING);
    final Trace trace;
    final Ledger ledger;
    final SeededBank bank;
    final SortedSet<CompartmentId> compartments;
    final Fitting fitting;

    /// @param names of the compartments
    Locker(
            RandomGenerator random,
            List<String> names,
            Fitting fitting,
            SimulatedDisk.Honesty honesty,
            Ledger.Reader reader,
            Consumer<String> listener) {
        this.random = random;
        this.fitting = fitting;
        this.compartments = names.stream().map(CompartmentId::new).collect(Collectors.toCollection(TreeSet::new));
        this.trace = new Trace(time, listener);
        this.ledger = new Ledger(reader);
        this.bank = new SeededBank(
                setup(compartments, fitting),
                time,
                random,
                (_, _) -> new NoNetwork(),
                HABITS,
                fitting.models(),
                honesty,
                ledger,
                trace);
        world().whoStandsAt(_ -> true);
    }

    private static AgentSetup setup(SortedSet<CompartmentId> compartments, Fitting fitting) {
        Map<CompartmentId, SensingSetup> sensing = new TreeMap<>();
        compartments.forEach(compartment -> sensing.put(compartment, fitting.setup()));
        return new AgentSetup(
                BankSetup.of(new BankId("truth-1"), compartments).withSensing(new TreeMap<>(sensing)),
                "truth",
                JournalLimits.DEFAULT,
                "none",
                TRUST,
                Seal.unsigned(),
                SECRET,
                LinkLimits.DEFAULT,
                PACE);
    }

    private static Trust trust() {
        SigningKey root = JwkText.generate("root");
        SigningKey command = JwkText.generate("seed");
        TrustedKey key = new TrustedKey(
                "seed",
                command.verifyingKey(),
                MORNING.minus(Duration.ofDays(1)),
                MORNING.plus(Duration.ofDays(30)),
                Set.of(Scope.COMMAND),
                null);
        byte[] signed = SignedMessage.KEY_SET.sign(
                new KeySet(1, MORNING, List.of(key)), root.verifyingKey().thumbprint(), root.privateKey());
        return new Trust(root.verifyingKey(), new String(signed, StandardCharsets.US_ASCII));
    }

    SimulatedBank world() {
        return bank.world();
    }

    void pass(double seconds) {
        time.runUntil(time.now().plusMillis(Math.round(seconds * 1_000)));
    }

    /// Switches it on and waits until it looks at its doors and its scales.
    void start() {
        bank.start();
        time.runUntil(time.now().plus(EYES_OPEN));
    }

    boolean isOn() {
        return bank.agent() != null;
    }

    /// Waits until it is on again, if it is not.
    void awaitOn() {
        for (int i = 0; i < 600 && !isOn(); i++) {
            pass(1);
        }
    }

    /// What the bank knows; `null` while it is off.
    @Nullable
    BankMemory memory() {
        Agent agent = bank.agent();
        return agent == null ? null : BankInside.memory(agent);
    }

    void offer(Input input) {
        Agent agent = bank.agent();
        if (agent != null) {
            BankInside.offer(agent, input);
            bank.wake();
        }
    }

    /// A change of the tickets arrives; lost when the bank is off.
    void tickets(List<Ticket> add, List<String> remove) {
        BankMemory memory = memory();
        if (memory != null) {
            long version = memory.books().tickets().version();
            offer(new Input.TicketsArrived(
                    new Tickets(bank.id(), version + 1, version, time.now(), add, remove, null)));
            pass(0.1);
        }
    }

    // --- the screen

    /// @return `null` when nobody answers
    @Nullable
    KioskAnswer enter(@Nullable String session, String text) {
        return answer((desk, told) -> desk.enter(session, text, told));
    }

    @Nullable
    KioskAnswer ask(KioskRequest request) {
        return answer((desk, told) -> desk.ask(request, told));
    }

    private @Nullable KioskAnswer answer(BiConsumer<KioskDesk, Consumer<KioskAnswer>> asking) {
        Agent agent = bank.agent();
        if (agent == null) {
            return null;
        }
        KioskAnswer[] got = new KioskAnswer[1];
        asking.accept(agent.desk(), answer -> got[0] = answer);
        bank.wake();
        for (int i = 0; i < 10 && got[0] == null; i++) {
            pass(0.05);
        }
        return got[0];
    }

    /// What the door's screen shows; `null` when nobody is at it, or it is dark.
    KioskView.@Nullable Step step() {
        Agent agent = bank.agent();
        KioskView.Visitor visitor = agent == null ? null : agent.desk().view().visitor();
        return visitor == null ? null : visitor.step();
    }

    // --- doors

    boolean isOpen(CompartmentId compartment) {
        return world().doors().get(compartment) == DoorPosition.OPEN;
    }

    Set<CompartmentId> open() {
        return compartments.stream().filter(this::isOpen).collect(Collectors.toCollection(TreeSet::new));
    }

    void move(CompartmentId compartment, boolean open) {
        world().move(compartment, open ? DoorPosition.OPEN : DoorPosition.CLOSED);
        bank.wake();
    }

    /// Waits for a door that was not open before.
    ///
    /// @return `null` when none opens
    @Nullable
    CompartmentId opened(Set<CompartmentId> before, double patience) {
        for (double waited = 0; waited < patience; waited += 0.2) {
            pass(0.2);
            for (CompartmentId compartment : open()) {
                if (!before.contains(compartment)) {
                    return compartment;
                }
            }
            if (step() instanceof KioskView.Step.Ended) {
                return null;
            }
        }
        return null;
    }

    /// Waits until the screen says how it ended, or says nothing any more.
    void awaitEnd(double patience) {
        for (double waited = 0; waited < patience; waited += 0.25) {
            KioskView.Step step = step();
            if (step == null || step instanceof KioskView.Step.Ended) {
                return;
            }
            pass(0.25);
        }
    }

    /// A network that never answers.
    private static final class NoNetwork implements Transport.Connection {
        @Override
        public void subscribe(List<String> topics) {
            // Nobody hears it.
        }

        @Override
        public void publish(String topic, byte[] payload, int qos, long token) {
            // Nobody hears it.
        }

        @Override
        public void close() {
            // There was nothing.
        }

        @Override
        public void abandon() {
            // There was nothing.
        }
    }
}

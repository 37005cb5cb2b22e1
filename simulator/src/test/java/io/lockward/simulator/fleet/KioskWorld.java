package io.lockward.simulator.fleet;

import io.lockward.agent.AgentSetup;
import io.lockward.agent.BankKey;
import io.lockward.agent.SecretFile;
import io.lockward.agent.bank.BankSetup;
import io.lockward.agent.bank.Timing;
import io.lockward.agent.bank.parcel.ParcelSetup;
import io.lockward.agent.bank.power.ShutdownRule;
import io.lockward.agent.hardware.DoorPosition;
import io.lockward.agent.hardware.Ups;
import io.lockward.agent.hardware.kiosk.Face;
import io.lockward.agent.link.ConnectOptions;
import io.lockward.agent.link.Seal;
import io.lockward.agent.link.Transport;
import io.lockward.agent.link.Trust;
import io.lockward.protocol.BankId;
import io.lockward.protocol.Channel;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.ParcelId;
import io.lockward.protocol.Topics;
import io.lockward.protocol.key.KeySet;
import io.lockward.protocol.key.Scope;
import io.lockward.protocol.key.SigningKey;
import io.lockward.protocol.key.TrustedKey;
import io.lockward.protocol.parcel.BankSecret;
import io.lockward.protocol.parcel.PickupCode;
import io.lockward.protocol.parcel.Size;
import io.lockward.protocol.parcel.Ticket;
import io.lockward.protocol.parcel.Tickets;
import io.lockward.protocol.wire.JwkText;
import io.lockward.protocol.wire.SignedMessage;
import io.lockward.simulator.sensing.Thing;
import io.lockward.simulator.world.RealTime;
import io.lockward.simulator.world.SimulatedBank;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One bank with its screen, in this process: the real agent on real files, simulated doors and scales, and a cloud
/// that says who may come. Time is real, but can be moved on.
final class KioskWorld implements AutoCloseable {
    static final String BADGE = "badge-0815";
    static final String INSTALLER = "installer-4711";
    private static final Duration PATIENCE = Duration.ofSeconds(25);
    static final BankId BANK = new BankId("harbour-point-1");

    /// Each door's place and size: two columns, the kiosk between them.
    private static final Map<String, Size> DOORS =
            Map.of("A01", Size.SMALL, "A02", Size.MEDIUM, "A03", Size.LARGE, "B01", Size.SMALL, "B02", Size.MEDIUM);

    private static final BankRunner.MainsSwitch SIMULATED = new BankRunner.MainsSwitch() {
        @Override
        public void mains(boolean present) {}

        @Override
        public @Nullable Ups ups() {
            return null;
        }
    };

    private final SigningKey root = JwkText.generate("root");
    private final SigningKey cloud = JwkText.generate("cloud-1");
    private final MovedClock clock = new MovedClock();
    private final RealTime time = new RealTime(clock);
    private final BankSecret secret;
    private final BankRunner runner;
    private final StringBuilder heard = new StringBuilder();
    private volatile Transport.@Nullable Listener bankHears;

    /// @param folder of the bank's journal and keys
    KioskWorld(Path folder) throws IOException {
        secret = SecretFile.in(folder);
        Map<CompartmentId, ParcelSetup.Box> boxes = new TreeMap<>();
        DOORS.forEach(
                (door, size) -> boxes.put(new CompartmentId(door), new ParcelSetup.Box(size, !door.equals("A01"))));
        BankSetup bank = new BankSetup(BANK, new TreeSet<>(boxes.keySet()), ShutdownRule.DEFAULT, true, timing())
                .withParcels(ParcelSetup.of(boxes))
                .withSensing(Scales.in(boxes.keySet()));
        Trust trust = new Trust(root.verifyingKey(), keySet());
        runner = new BankRunner(
                AgentSetup.of(bank, "test", "secret", trust, Seal.with(BankKey.in(folder)), secret),
                folder,
                time,
                clock,
                new Random(1),
                new SwitchableTransport(new QuietCloud()),
                SIMULATED,
                new Face(BANK, "Harbour Point lobby", "+351 210 000 000", Face.LANGUAGES),
                null);
        runner.start();
    }

    String url() {
        return "http://127.0.0.1:" + runner.screenPort() + "/";
    }

    void fault(Fault fault) {
        time.after(Duration.ZERO, () -> runner.cause(fault));
    }

    /// The plug is pulled now, and put back after a while.
    void cutPower(Duration off) {
        time.after(Duration.ZERO, () -> runner.powerCut(off));
    }

    void move(Duration on) {
        clock.on(on);
    }

    SimulatedBank bank() {
        return runner.world();
    }

    /// A hand lays something in, and closes the door.
    void deliver(String door, double grams) {
        if (!bank().put(id(door), Thing.box(grams, 100))) {
            throw new AssertionError(door + " is shut");
        }
        bank().close(id(door));
    }

    /// A hand takes out what is there, and closes the door.
    void collect(String door) {
        if (bank().take(id(door)) == null) {
            throw new AssertionError("nothing to take from " + door);
        }
        bank().close(id(door));
    }

    void jam(String door, boolean stuck) {
        bank().jam(id(door), stuck);
    }

    /// Somebody opens a door that no lock opened.
    void force(String door) {
        bank().move(id(door), DoorPosition.OPEN);
    }

    static CompartmentId id(String door) {
        return new CompartmentId(door);
    }

    static ParcelId parcel(int number) {
        return new ParcelId(new UUID(0x7000L | ((long) number << 16), 0x8000_0000_0000_0000L));
    }

    /// The first code of an announced parcel, as its recipient gets it.
    String code(int number) {
        return PickupCode.derive(secret, parcel(number), 1);
    }

    /// The cloud says that a parcel goes back with the next courier who may collect.
    void goesBack(int number) {
        Transport.Listener listener = bankHears;
        if (listener == null) {
            throw new AssertionError("the bank never connected");
        }
        Ticket back = new Ticket.Parcel(parcel(number).toString(), 1, true, false);
        listener.arrived(Topics.of(BANK, Channel.DESIRED), tickets(2, 1, List.of(back)), false);
    }

    /// Waits until the cloud has heard of something.
    ///
    /// @param words of an entry
    void awaitHeard(String words) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        synchronized (heard) {
            while (heard.indexOf(words) < 0) {
                long left = Duration.ofNanos(until - System.nanoTime()).toMillis();
                if (left <= 0) {
                    throw new AssertionError("the cloud never heard of " + words);
                }
                try {
                    heard.wait(left);
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
        }
    }

    @Override
    public void close() {
        time.close();
        runner.close();
    }

    /// A lock that jams is believed after a second.
    private static Timing timing() {
        Timing usual = Timing.DEFAULT;
        return new Timing(
                usual.pulse(),
                Duration.ofSeconds(1),
                usual.lateOpening(),
                usual.ajar(),
                usual.kioskSilence(),
                usual.kioskRestart(),
                usual.reboot(),
                usual.commandSlack(),
                usual.refusalsPerMinute(),
                usual.unlocksPerMinute(),
                usual.diskFreePercent());
    }

    private String keySet() {
        Instant now = Instant.now();
        KeySet set = new KeySet(
                1,
                now.minus(Duration.ofDays(1)),
                List.of(new TrustedKey(
                        cloud.kid(),
                        cloud.verifyingKey(),
                        now.minus(Duration.ofDays(1)),
                        now.plus(Duration.ofDays(365)),
                        Set.of(Scope.COMMAND, Scope.CONFIGURE),
                        null)));
        return new String(
                SignedMessage.KEY_SET.sign(set, root.verifyingKey().thumbprint(), root.privateKey()),
                StandardCharsets.US_ASCII);
    }

    private byte[] tickets() {
        Instant now = clock.instant();
        Instant until = now.plus(Duration.ofDays(7));
        return tickets(
                1,
                0,
                List.of(
                        new Ticket.Courier(
                                "dhl",
                                "DHL",
                                PickupCode.fingerprint(secret, BADGE),
                                now.minus(Duration.ofDays(1)),
                                until,
                                true),
                        new Ticket.Courier(
                                "inst-7",
                                "Locker service",
                                PickupCode.fingerprint(secret, INSTALLER),
                                now.minus(Duration.ofDays(1)),
                                until,
                                false,
                                true),
                        new Ticket.Recipient("r4b", "4B", "A. M.", false),
                        new Ticket.Recipient("r4c", "4C", "B. N.", true),
                        delivery(1, "4B", "TRK-1", Size.SMALL, until),
                        delivery(2, "4B", "TRK-2", null, until),
                        delivery(3, "4B", "TRK-3", Size.MEDIUM, until),
                        delivery(4, "4B", "TRK-4", Size.SMALL, until)));
    }

    private byte[] tickets(long version, long base, List<Ticket> add) {
        return SignedMessage.TICKETS.sign(
                new Tickets(BANK, version, base, clock.instant(), add, List.of(), null),
                cloud.kid(),
                cloud.privateKey());
    }

    private static Ticket.Delivery delivery(
            int number, String label, String tracking, @Nullable Size size, Instant until) {
        return new Ticket.Delivery(parcel(number).toString(), label, tracking, size, "r4b", null, false, until);
    }

    private static final class MovedClock implements InstantSource {
        private volatile Duration moved = Duration.ZERO;

        @Override
        public Instant instant() {
            return Instant.now().plus(moved);
        }

        void on(Duration further) {
            moved = moved.plus(further);
        }
    }

    /// Takes everything, and says once who may come.
    private final class QuietCloud implements Transport {
        @Override
        public Connection connect(ConnectOptions options, Listener listener) {
            listener.connected();
            return new Connection() {
                @Override
                public void subscribe(List<String> topics) {
                    bankHears = listener;
                    listener.subscribed(true);
                    listener.arrived(Topics.of(BANK, Channel.DESIRED), tickets(), false);
                }

                @Override
                public void publish(String topic, byte[] payload, int qos, long token) {
                    synchronized (heard) {
                        heard.append(new String(payload, StandardCharsets.UTF_8));
                        heard.notifyAll();
                    }
                    listener.published(token);
                }

                @Override
                public void close() {}

                @Override
                public void abandon() {}
            };
        }
    }
}

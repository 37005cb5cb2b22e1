package io.lockward.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.agent.bank.BankSetup;
import io.lockward.agent.bank.remedy.RemedySetup;
import io.lockward.agent.hardware.DoorPosition;
import io.lockward.agent.link.ConnectOptions;
import io.lockward.agent.link.Seal;
import io.lockward.agent.link.Transport;
import io.lockward.protocol.BankId;
import io.lockward.protocol.BootId;
import io.lockward.protocol.Channel;
import io.lockward.protocol.CommandId;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.Topics;
import io.lockward.protocol.command.Command;
import io.lockward.protocol.command.CommandClaims;
import io.lockward.protocol.key.SigningKey;
import io.lockward.protocol.wire.CommandJws;
import io.lockward.protocol.wire.JwkText;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The whole agent over a transport that belongs to an attacker: whatever comes on its topics, no lock is driven that
/// nobody rightly asked for, and never more often than the bank itself allows. Everything between the topic and the
/// coil is the product's own; `-Dlong=true` does all counts, else a tenth.
@Tag("slow") // left out of ./lockward test --quick
class HostileCommandsTest {
    private static final boolean LONG = Boolean.getBoolean("long");
    private static final int HOSTILE = LONG ? 200_000 : 20_000;
    private static final int SIGNED_BY_THE_THIEF = LONG ? 20_000 : 3_000;
    private static final BankId BANK = new BankId("harbour-7");
    private static final String COMMANDS = Topics.of(BANK, Channel.COMMANDS);
    private static final InstantSource WALL = InstantSource.fixed(Instant.parse("2026-11-20T17:00:00Z"));
    private static final List<String> DOORS = List.of("A01", "A02", "A03", "A04", "A05", "A06");
    private static final SigningKey STRANGER = JwkText.generate("cloud-1");

    /// What an attacker sends.
    private enum Kind {
        FORGED,
        MUTATED,
        TRUNCATED,
        OTHER_BANK,
        OTHER_BOOT,
        EXPIRED,
        TOO_FAR_AHEAD,
        REPLAYED,
        RETAINED,
        WRONG_ALGORITHM,
        OVERSIZE,
        UNKNOWN_FIELD,
        UNKNOWN_KEY,
        CONCURRENT_DUPLICATES
    }

    /// A connection that says yes to everything and lets the test speak as the broker.
    private static final class Attacker implements Transport {
        private Transport.@Nullable Listener listener;

        @Override
        public Connection connect(ConnectOptions options, Listener told) {
            listener = told;
            told.connected();
            return new Connection() {
                @Override
                public void subscribe(List<String> topics) {
                    told.subscribed(true);
                }

                @Override
                public void publish(String topic, byte[] payload, int qos, long token) {
                    told.published(token);
                }

                @Override
                public void close() {}

                @Override
                public void abandon() {}
            };
        }

        void say(byte[] payload, boolean retained) {
            Transport.Listener told = listener;
            if (told != null) {
                told.arrived(COMMANDS, payload, retained);
            }
        }
    }

    private final RecordingWorld world = new RecordingWorld();
    private final Attacker attacker = new Attacker();
    private FaultyDisk disk = new FaultyDisk(world.story);
    private Agent agent = agent();
    private int ids;

    private Agent agent() {
        DOORS.forEach(door -> world.doors.put(new CompartmentId(door), DoorPosition.CLOSED));
        AgentSetup setup = AgentSetup.of(
                BankSetup.of(
                                BANK,
                                Stream.of(DOORS.toArray(String[]::new))
                                        .map(CompartmentId::new)
                                        .collect(Collectors.toSet()))
                        // The screen is silent here; a bank that heals itself would restart and refuse what is right.
                        .withRemedy(new RemedySetup(false, 0, 50, RemedySetup.NO_POWER_CYCLE)),
                "1.0",
                "none",
                TestKeys.trust(),
                Seal.unsigned(),
                TestKeys.SECRET);
        return new Agent(setup, new AgentPorts(disk, world.hardware(), attacker, WALL, new Random(1)));
    }

    private void work() {
        agent.doWork();
        agent.doWork();
    }

    private CommandId nextId() {
        ids++;
        return new CommandId(new UUID(((long) ids << 16) | 0x7000L, 0x8000_0000_0000_0000L));
    }

    private CommandClaims unlock() {
        return unlock(BANK, world.hardware().controller().bootId(), world.up + 20_000);
    }

    private CommandClaims unlock(BankId bank, BootId boot, long exp) {
        CompartmentId door = new CompartmentId(DOORS.get(ids % DOORS.size()));
        return new CommandClaims(nextId(), bank, boot, exp, "mallory", "because", new Command.Unlock(door));
    }

    private long pulses() {
        return world.story.stream().filter(line -> line.startsWith("pulse")).count();
    }

    @Test
    void nothingHostileDrivesALock() throws InterruptedException {
        Random random = new Random(20261122);
        Map<Kind, Integer> sent = new EnumMap<>(Kind.class);
        Kind[] kinds = Kind.values();
        byte[] valid = {};
        long wanted = 0;
        long atOnceWanted = 0;
        work();
        for (int i = 0; i < HOSTILE; i++) {
            if (i % 1_000 == 0) { // somebody rightly opens a door now and then, so there is something to repeat
                valid = TestKeys.sign(unlock());
                if (i % 2_000 == 0) {
                    say(valid);
                } else { // the order itself comes four times at once, before any of them has acted
                    atOnce(valid);
                    atOnceWanted++;
                }
                work();
                wanted++;
                assertEquals(wanted, pulses(), "one order, however often it comes, is one pulse");
                world.story.removeIf(line -> !line.startsWith("pulse"));
            }
            Kind kind = kinds[random.nextInt(kinds.length)];
            sent.merge(kind, 1, Integer::sum);
            send(kind, valid, random);
            world.up += 100; // slow enough that every message is really verified
            work();
            assertEquals(wanted, pulses(), () -> "a lock was driven by " + kind);
        }
        System.out.println("hostile commands " + HOSTILE + ", kinds " + sent.size() + ", pulses beside the " + wanted
                + " rightful ones 0 (" + atOnceWanted + " of those came four times at once), " + sent);
        assertEquals(kinds.length, sent.size());
        agent.close();
    }

    private void send(Kind kind, byte[] valid, Random random) throws InterruptedException {
        switch (kind) {
            case FORGED -> say(CommandJws.sign(unlock(), STRANGER.kid(), STRANGER.privateKey()));
            case MUTATED -> {
                byte[] mutated = TestKeys.sign(unlock());
                int at = random.nextInt(mutated.length);
                mutated[at] ^= (byte) (1 << random.nextInt(8));
                say(mutated);
            }
            case TRUNCATED -> {
                byte[] whole = TestKeys.sign(unlock());
                say(Arrays.copyOf(whole, random.nextInt(whole.length)));
            }
            case OTHER_BANK -> say(TestKeys.sign(unlock(new BankId("harbour-8"), boot(), world.up + 20_000)));
            case OTHER_BOOT ->
                say(TestKeys.sign(
                        unlock(BANK, new BootId(new UUID(0x4000L, 0x8000_0000_0000_00FFL)), world.up + 20_000)));
            case EXPIRED -> say(TestKeys.sign(unlock(BANK, boot(), Math.max(0, world.up - random.nextInt(60_000)))));
            case TOO_FAR_AHEAD ->
                say(TestKeys.sign(unlock(BANK, boot(), world.up + 41_000 + random.nextInt(9_000_000))));
            case REPLAYED -> say(valid);
            case RETAINED -> attacker.say(TestKeys.sign(unlock()), true);
            case WRONG_ALGORITHM ->
                say(withHeader("{\"alg\":\"none\",\"kid\":\"cloud-1\",\"typ\":\"lockward-command+jws\"}"));
            case OVERSIZE -> say(Arrays.copyOf(TestKeys.sign(unlock()), Channel.COMMANDS.maxPayloadBytes() + 1));
            case UNKNOWN_FIELD ->
                say(withHeader(
                        "{\"alg\":\"EdDSA\",\"crit\":[\"x\"],\"kid\":\"cloud-1\",\"typ\":\"lockward-command+jws\"}"));
            case UNKNOWN_KEY -> say(CommandJws.sign(unlock(), "cloud-2", TestKeys.COMMAND.privateKey()));
            case CONCURRENT_DUPLICATES -> atOnce(valid);
        }
    }

    private BootId boot() {
        return world.hardware().controller().bootId();
    }

    private void say(byte[] payload) {
        attacker.say(payload, false);
    }

    private byte[] withHeader(String header) {
        String jws = new String(TestKeys.sign(unlock()), StandardCharsets.US_ASCII);
        String other = Base64.getUrlEncoder().withoutPadding().encodeToString(header.getBytes(StandardCharsets.UTF_8));
        return (other + jws.substring(jws.indexOf('.'))).getBytes(StandardCharsets.US_ASCII);
    }

    private void atOnce(byte[] payload) throws InterruptedException {
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            threads.add(Thread.ofVirtual().start(() -> {
                try {
                    start.await();
                    say(payload);
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                }
            }));
        }
        start.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /// Somebody has the online key and the whole cloud. Restarting the bank all the time does not help either.
    @Test
    void aStolenKeyOpensWhatTheBankAllowsAndNoMore() {
        Random random = new Random(7);
        Deque<Long> lastMinute = new ArrayDeque<>();
        int allowed = io.lockward.agent.bank.Timing.DEFAULT.unlocksPerMinute();
        long truth = 0;
        long opened = 0;
        int restarts = 0;
        int most = 0;
        work();
        for (int i = 0; i < SIGNED_BY_THE_THIEF; i++) {
            long step = 50 + random.nextLong(i % 1_000 < 500 ? 400 : 12_000); // a flood, then patience
            truth += step;
            world.up += step;
            world.story.clear();
            say(TestKeys.sign(unlock()));
            work();
            for (long pulse = pulses(); pulse > 0; pulse--) {
                lastMinute.add(truth);
                opened++;
            }
            long now = truth;
            lastMinute.removeIf(at -> at <= now - 60_000);
            most = Math.max(most, lastMinute.size());
            assertTrue(lastMinute.size() <= allowed, lastMinute.size() + " doors within a minute");
            if (random.nextInt(40) == 0) {
                restarts++;
                restart(random.nextBoolean());
            }
            if (i % 500 == 0) {
                DOORS.forEach(door -> world.doors.put(new CompartmentId(door), DoorPosition.CLOSED));
            }
        }
        System.out.println("commands signed by a thief " + SIGNED_BY_THE_THIEF + " in " + truth / 1_000
                + " s, restarts " + restarts + ", doors opened " + opened + ", most within any minute " + most + " of "
                + allowed);
        assertTrue(opened > 0);
        agent.close();
    }

    private void restart(boolean newBoot) {
        disk = disk.powerCut(world.story);
        if (newBoot) {
            world.boot++;
            world.up = 1_000;
        }
        agent = agent();
        work();
    }
}

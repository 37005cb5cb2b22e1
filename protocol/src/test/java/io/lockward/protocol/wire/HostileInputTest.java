package io.lockward.protocol.wire;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.protocol.Channel;
import io.lockward.protocol.Topics;
import io.lockward.protocol.entry.EntryRun;
import io.lockward.protocol.entry.ReceivedEntry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Reading is total: whatever the bytes, there is a message or a typed rejection, soon.
@Tag("slow") // left out of ./lockward test --quick
final class HostileInputTest {
    private static final int PAYLOADS = 100_000;

    /// Pieces that have broken JSON readers before.
    private static final List<String> PIECES = List.of(
            "{",
            "}",
            "[",
            "]",
            "\"",
            ":",
            ",",
            "null",
            "true",
            "-1",
            "0",
            "1e999",
            "-1e999",
            "1e-999",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775808",
            "99999999999999999999999999999999999999999999",
            "1.5",
            "NaN",
            "Infinity",
            "\"\\u0000\"",
            "\u0000",
            "\"\\ud800\"",
            "\\",
            "/*",
            "\uFEFF",
            "\"type\":",
            "\"at\":\"+1000000000-12-31T23:59:59.999999999Z\"",
            "\"epoch\":2147483648,",
            "\"@class\":\"java.lang.Runtime\",",
            "[".repeat(50),
            "{\"a\":".repeat(20),
            "x".repeat(5_000));

    private static Function<byte[], Object> decoder(String name) {
        return switch (name) {
            case "telemetry" -> WireJson::telemetry;
            case "ack" -> WireJson::ack;
            case "signed ack" -> payload -> SignedMessage.ACK.read(payload, Keys.KID);
            case "run" -> WireJson::run;
            case "entry" -> WireJson::entry;
            case "presence" -> payload -> SignedMessage.PRESENCE.read(payload, Keys.KID);
            case "desired" -> payload -> SignedMessage.DESIRED.read(payload, Keys.KID);
            case "keyset" -> payload -> SignedMessage.KEY_SET.read(payload, Keys.KID);
            case "approval" -> payload -> SignedMessage.APPROVAL.read(payload, Keys.KID);
            case "diagnostics" -> payload -> SignedMessage.DIAGNOSTICS.read(payload, Keys.KID);
            case "evidence" -> payload -> SignedMessage.EVIDENCE.read(payload, Keys.KID);
            case "signed claims" -> payload -> SignedMessage.COMMAND.read(payload, Keys.KID);
            case "claims" -> payload -> CommandJws.verify(wrapped(payload), Keys.trusted(), Keys.NOW);
            default -> throw new IllegalArgumentException(name);
        };
    }

    /// Signs nothing: hostile claims stop at the signature, hostile headers before it.
    private static byte[] wrapped(byte[] payload) {
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        return (base64.encodeToString(payload) + '.' + base64.encodeToString(payload) + ".AAAA")
                .getBytes(StandardCharsets.US_ASCII);
    }

    @ParameterizedTest(name = "{0}, seed 11")
    @ValueSource(
            strings = {
                "presence",
                "telemetry",
                "ack",
                "signed ack",
                "desired",
                "keyset",
                "approval",
                "diagnostics",
                "evidence",
                "run",
                "entry",
                "claims",
                "signed claims"
            })
    void nothingMakesADecoderThrow(String name) {
        List<byte[]> seeds = seeds(name);
        Function<byte[], Object> decoder = decoder(name);
        Random random = new Random(11);
        for (int i = 0; i < PAYLOADS; i++) {
            byte[] payload = mutate(seeds.get(random.nextInt(seeds.size())), random);
            Object decoded;
            try {
                decoded = decoder.apply(payload);
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError(
                        name + " number " + i + ": " + Base64.getEncoder().encodeToString(payload), e);
            }
            assertNotNull(decoded);
            if (decoded instanceof Decoded.Ok<?>(EntryRun run)) {
                holds(run);
            }
        }
    }

    private static void holds(EntryRun run) {
        long next = run.first();
        for (ReceivedEntry entry : run.entries()) {
            assertTrue(entry.seq() == next && entry.seq() >= 1 && entry.lastSeq() >= entry.seq(), run::toString);
            next = entry.lastSeq() + 1;
        }
        assertTrue(run.epoch() >= 1 && run.entries().size() <= EntryRun.MAX_ENTRIES);
    }

    private static List<byte[]> seeds(String name) {
        List<byte[]> seeds = new ArrayList<>();
        if (name.equals("entry")) {
            seeds.addAll(Golden.in("entry").values());
        } else {
            Golden.in("message").forEach((file, bytes) -> {
                if (file.startsWith(name.substring(name.indexOf(' ') + 1))) {
                    seeds.add(bytes);
                }
            });
        }
        return seeds;
    }

    private static byte[] mutate(byte[] seed, Random random) {
        byte[] payload = seed.clone();
        int times = 1 + random.nextInt(3);
        for (int i = 0; i < times; i++) {
            int at = random.nextInt(payload.length + 1);
            payload = switch (random.nextInt(8)) {
                case 0 -> Arrays.copyOf(payload, at);
                case 1 ->
                    splice(
                            payload,
                            at,
                            at,
                            PIECES.get(random.nextInt(PIECES.size())).getBytes(StandardCharsets.UTF_8));
                case 2 ->
                    splice(
                            payload,
                            at,
                            Math.min(payload.length, at + random.nextInt(20)),
                            PIECES.get(random.nextInt(PIECES.size())).getBytes(StandardCharsets.UTF_8));
                case 3 -> splice(payload, at, at, Arrays.copyOfRange(payload, at / 2, at));
                case 4 -> noise(random);
                case 5 -> number(payload, random);
                default -> flip(payload, random);
            };
        }
        return payload;
    }

    private static byte[] flip(byte[] payload, Random random) {
        byte[] flipped = payload.clone();
        if (flipped.length > 0) {
            flipped[random.nextInt(flipped.length)] = (byte) random.nextInt(256);
        }
        return flipped;
    }

    private static byte[] noise(Random random) {
        byte[] bytes = new byte[random.nextInt(200)];
        random.nextBytes(bytes);
        return bytes;
    }

    /// Puts a number where another one is.
    private static byte[] number(byte[] payload, Random random) {
        String text = new String(payload, StandardCharsets.ISO_8859_1);
        String other = PIECES.get(9 + random.nextInt(11));
        return text.replaceFirst("[:,]-?[0-9]+", ":" + other).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] splice(byte[] into, int from, int to, byte[] piece) {
        byte[] spliced = Arrays.copyOf(into, from + piece.length + into.length - to);
        System.arraycopy(piece, 0, spliced, from, piece.length);
        System.arraycopy(into, to, spliced, from + piece.length, into.length - to);
        return spliced;
    }

    private static final String ACK = "{\"journal\":\"3b241101-e2bb-4255-8caf-4136c566a962\",\"upTo\":%s}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-1",
                "1.0",
                "1e3",
                "\"7\"",
                "null",
                "true",
                "9223372036854775808",
                "1e999",
                "[1]",
                "07",
                "+1",
                "NaN"
            })
    void refusesWhatIsNoSequenceNumber(String number) {
        rejected(WireJson.ack(bytes(ACK.formatted(number))));
    }

    @Test
    void refusesWhatOtherReadersGuess() {
        String good = ACK.formatted("7");
        assertInstanceOf(Decoded.Ok.class, WireJson.ack(bytes(good)));
        rejected(WireJson.ack(bytes(good + " x")));
        rejected(WireJson.ack(bytes(good + "{}")));
        rejected(WireJson.ack(bytes(ACK.formatted("7,\"upTo\":8"))));
        rejected(WireJson.ack(good.getBytes(StandardCharsets.UTF_16)));
        rejected(WireJson.ack(good.getBytes(StandardCharsets.UTF_16LE)));
        rejected(WireJson.ack(new byte[0]));
        rejected(WireJson.ack(new byte[] {0}));
        rejected(WireJson.ack(bytes(" ")));
        rejected(WireJson.ack(bytes("null")));
        rejected(WireJson.ack(bytes("[]")));
        rejected(WireJson.ack(bytes("{}")));
        rejected(WireJson.ack(bytes(ACK.formatted("7").replace("3b24", "3B24"))));
        rejected(WireJson.ack(bytes(ACK.formatted("7,\"x\":" + "[".repeat(60) + "]".repeat(60)))));
        rejected(WireJson.ack(new byte[Channel.ACK.maxPayloadBytes() + 1]));
        byte[] badUtf8 = bytes(ACK.formatted("7,\"x\":\"?\""));
        badUtf8[badUtf8.length - 3] = (byte) 0xC0;
        rejected(WireJson.ack(badUtf8));
    }

    @Test
    void unknownFieldsAreIgnored() {
        assertInstanceOf(Decoded.Ok.class, WireJson.ack(bytes(ACK.formatted("7,\"x\":{\"y\":[1]}"))));
    }

    @Test
    void refusesARunWhoseNumbersRunOver() {
        String run = new String(Golden.message("run"), StandardCharsets.UTF_8)
                .replace("\"first\":8812", "\"first\":" + Long.MAX_VALUE);
        rejected(WireJson.run(bytes(run)));
    }

    @Test
    void refusesAGapThatReachesTheLastNumberBeforeAnotherEntry() {
        String gap =
                "{\"at\":\"2026-11-20T17:02:11.123Z\",\"boot\":1,\"up\":1,\"type\":\"journal.gap\",\"from\":1,\"to\":"
                        + Long.MAX_VALUE + ",\"dropped\":{},\"chain\":\"" + "0".repeat(64) + "\"}";
        String run = "{\"journal\":\"3b241101-e2bb-4255-8caf-4136c566a962\",\"epoch\":1,\"first\":1,\"prev\":\""
                + "0".repeat(64) + "\",\"entries\":[" + gap + "," + gap + "]}";
        rejected(WireJson.run(bytes(run)));
    }

    @Test
    void refusesTooManyEntriesAndTooLongOnes() {
        String entry = "{\"at\":\"2026-11-20T17:02:11.123Z\",\"boot\":1,\"up\":1,\"type\":\"x\"}";
        String head = "{\"journal\":\"3b241101-e2bb-4255-8caf-4136c566a962\",\"epoch\":1,\"first\":1,\"prev\":\""
                + "0".repeat(64) + "\",\"entries\":[";
        rejected(WireJson.run(bytes(head + (entry + ",").repeat(1_000) + entry + "]}")));
        assertInstanceOf(Decoded.Ok.class, WireJson.run(bytes(head + (entry + ",").repeat(999) + entry + "]}")));
        String padding = ",\"p\":\"" + "y".repeat(4_000) + "\"";
        StringBuilder fat = new StringBuilder(entry.substring(0, entry.length() - 1));
        for (int i = 0; i < 5; i++) {
            fat.append(padding.replace("\"p\"", "\"p" + i + "\""));
        }
        rejected(WireJson.run(bytes(head + fat + "}]}")));
        rejected(WireJson.run(bytes(head + "]}")));
    }

    @Test
    void topicsOfOthersAreNull() {
        Random random = new Random(3);
        assertDoesNotThrow(() -> {
            for (int i = 0; i < 10_000; i++) {
                byte[] noise = noise(random);
                Topics.parse("lockward/v1/" + new String(noise, StandardCharsets.UTF_8));
                Topics.parse(new String(noise, StandardCharsets.UTF_8));
            }
        });
    }

    private static void rejected(Decoded<?> decoded) {
        Decoded.Rejected<?> rejected = assertInstanceOf(Decoded.Rejected.class, decoded);
        assertTrue(rejected.detail().length() <= 256);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

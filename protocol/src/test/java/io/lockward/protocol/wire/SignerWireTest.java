package io.lockward.protocol.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.protocol.BankId;
import io.lockward.protocol.BootId;
import io.lockward.protocol.ChainHash;
import io.lockward.protocol.CommandId;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.Desired;
import io.lockward.protocol.command.Command;
import io.lockward.protocol.command.CommandClaims;
import io.lockward.protocol.key.VerifyingKey;
import io.lockward.protocol.signer.SignAnswer;
import io.lockward.protocol.signer.SignRefusal;
import io.lockward.protocol.signer.SignRequest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SignerWireTest {
    private static final BankId BANK = new BankId("harbour-7");
    private static final CommandClaims CLAIMS = new CommandClaims(
            CommandId.parse("01946c4e-7b00-7000-8000-0000000000a7"),
            BANK,
            BootId.parse("6f9619ff-8b86-4011-b42d-00c04fc964ff"),
            153_456,
            "ana@lockward",
            "resident lost the code",
            new Command.Unlock(new CompartmentId("A07")));

    private static Map<String, SignRequest> requests() {
        Map<String, SignRequest> all = new LinkedHashMap<>();
        all.put("request.command", new SignRequest.Command("online-1", CLAIMS));
        all.put(
                "request.desired",
                new SignRequest.Configuration("online-1", new Desired(BANK, 4, Map.of("door.ajar-seconds", "90"))));
        all.put("request.tickets", new SignRequest.Ticketing("online-1", TicketsTest.SAMPLE));
        all.put("request.keys", new SignRequest.Keys());
        all.put("request.health", new SignRequest.Health());
        return all;
    }

    private static Map<String, SignAnswer> answers() {
        Map<String, SignAnswer> all = new LinkedHashMap<>();
        all.put("answer.signed", new SignAnswer.Signed("e30.e30.AAAA"));
        for (SignRefusal reason : SignRefusal.values()) {
            all.put(
                    "answer." + StrictJson.MAPPER.convertValue(reason, String.class),
                    new SignAnswer.Refused(reason, "because"));
        }
        all.put(
                "answer.keys",
                new SignAnswer.Keys(List.of(new SignAnswer.PublicKey("online-1", VerifyingKey.of(Keys.publicKey())))));
        all.put("answer.health", new SignAnswer.Health(true, 7, 2, 11, ChainHash.START, null));
        all.put(
                "answer.health-with-limits",
                new SignAnswer.Health(
                        true, 7, 2, 11, ChainHash.START, new SignAnswer.Limits(10, 5, 300, 120, 60, 250)));
        return all;
    }

    @Test
    void everyLineIsTheGoldenOneAndIsReadBack() {
        Map<String, byte[]> golden = Golden.in("signer");
        requests().forEach((name, request) -> {
            byte[] line = SignerWire.encode(request);
            assertEquals(text(golden.getOrDefault(name, new byte[0])), text(line), name);
            assertEquals(new Decoded.Ok<>(request), SignerWire.request(withoutEnd(line)), name);
        });
        answers().forEach((name, answer) -> {
            byte[] line = SignerWire.encode(answer);
            assertEquals(text(golden.getOrDefault(name, new byte[0])), text(line), name);
            assertEquals(new Decoded.Ok<>(answer), SignerWire.answer(withoutEnd(line)), name);
        });
        assertEquals(requests().size() + answers().size(), golden.size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"keys\":false}",
                "{\"keys\":1}",
                "{\"health\":true,\"keys\":true}",
                "{\"sign\":\"command\"}",
                "{\"sign\":\"command\",\"kid\":\"a\",\"claims\":null}",
                "{\"sign\":\"command\",\"kid\":\"a\",\"claims\":[]}",
                "{\"sign\":\"keyset\",\"kid\":\"a\",\"claims\":{}}",
                "{\"sign\":7,\"kid\":\"a\",\"claims\":{}}",
                "{\"sign\":\"desired\",\"kid\":\"../a\",\"claims\":{\"aud\":\"harbour-7\",\"version\":1,\"settings\":{}}}",
                "{\"sign\":\"desired\",\"kid\":\"a\",\"claims\":{\"aud\":\"harbour-7\",\"version\":0,\"settings\":{}}}",
                "{\"sign\":\"desired\",\"kid\":\"a\",\"claims\":{\"aud\":\"harbour-7\",\"version\":1}}",
                "{\"sign\":\"desired\",\"kid\":\"a\",\"more\":1,\"claims\":{\"aud\":\"harbour-7\",\"version\":1,\"settings\":{}}}",
                "{\"sign\":\"desired\",\"kid\":\"a\",\"claims\":{\"aud\":\"harbour-7\",\"version\":1,\"settings\":{},\"x\":1}}",
                "{\"keys\":true}{\"keys\":true}",
                "{\"keys\":true,\"keys\":true}"
            })
    void whatIsNoRequestIsRejected(String line) {
        assertInstanceOf(Decoded.Rejected.class, SignerWire.request(line.getBytes(StandardCharsets.UTF_8)), line);
    }

    @Test
    void aKindNobodyKnowsIsRejected() {
        String line =
                text(SignerWire.encode(new SignRequest.Command("a", CLAIMS))).replace("\"unlock\"", "\"melt\"");
        assertEquals(
                new Decoded.Rejected<>(Decoded.Reason.WRONG_SHAPE, "there is no such kind of command"),
                SignerWire.request(line.strip().getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void readingIsTotalOnMutatedLines_seed20261122() {
        Random random = new Random(20261122);
        List<byte[]> lines = java.util.stream.Stream.concat(
                        requests().values().stream().map(SignerWire::encode),
                        answers().values().stream().map(SignerWire::encode))
                .toList();
        int rejected = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] line = lines.get(random.nextInt(lines.size())).clone();
            for (int flips = random.nextInt(4); flips >= 0; flips--) {
                line[random.nextInt(line.length)] = (byte) random.nextInt(256);
            }
            line = Arrays.copyOf(line, random.nextInt(line.length + 1));
            rejected += SignerWire.request(line) instanceof Decoded.Rejected ? 1 : 0;
            rejected += SignerWire.answer(line) instanceof Decoded.Rejected ? 1 : 0;
        }
        assertTrue(rejected > 30_000, rejected + " rejected");
    }

    @Test
    void theLargestAnswersFit() {
        String jws = "A".repeat(io.lockward.protocol.Channel.DESIRED.maxPayloadBytes());
        byte[] line = SignerWire.encode(new SignAnswer.Signed(jws));
        assertEquals(new Decoded.Ok<>(new SignAnswer.Signed(jws)), SignerWire.answer(withoutEnd(line)));
        byte[] tooLong = new byte[SignerWire.MOST_REQUEST_BYTES + 1];
        assertEquals(Decoded.Reason.TOO_LARGE, ((Decoded.Rejected<SignRequest>) SignerWire.request(tooLong)).reason());
    }

    private static byte[] withoutEnd(byte[] line) {
        assertEquals('\n', line[line.length - 1]);
        return Arrays.copyOf(line, line.length - 1);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}

package io.lockward.protocol.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.lockward.protocol.AckClaims;
import io.lockward.protocol.Desired;
import io.lockward.protocol.Diagnostics;
import io.lockward.protocol.Presence;
import io.lockward.protocol.UploadClaims;
import io.lockward.protocol.command.Approval;
import io.lockward.protocol.command.Command;
import io.lockward.protocol.command.CommandClaims;
import io.lockward.protocol.command.CommandState;
import io.lockward.protocol.command.RebootLevel;
import io.lockward.protocol.command.Refusal;
import io.lockward.protocol.entry.AgentEntry;
import io.lockward.protocol.entry.ClipEntry;
import io.lockward.protocol.entry.CommandEntry;
import io.lockward.protocol.entry.ConditionEntry;
import io.lockward.protocol.entry.ConfigEntry;
import io.lockward.protocol.entry.DoorEntry;
import io.lockward.protocol.entry.EntryRun;
import io.lockward.protocol.entry.ParcelEntry;
import io.lockward.protocol.entry.RemedyEntry;
import io.lockward.protocol.entry.Sensed;
import io.lockward.protocol.entry.UnreadEntry;
import io.lockward.protocol.evidence.EvidenceManifest;
import io.lockward.protocol.key.KeySet;
import io.lockward.protocol.key.Scope;
import io.lockward.protocol.parcel.DepositVerdict;
import io.lockward.protocol.parcel.PickupVerdict;
import io.lockward.protocol.parcel.Size;
import io.lockward.protocol.parcel.Tickets;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

final class GoldenTest {

    @Test
    void everyGoldenEntryIsReadAndWrittenByteForByte() {
        Golden.in("entry").forEach((name, bytes) -> {
            Decoded.Ok<?> ok = assertInstanceOf(Decoded.Ok.class, WireJson.entry(bytes), name);
            WireJson.Stamped stamped = (WireJson.Stamped) ok.value();
            assertTrue(!(stamped.entry() instanceof UnreadEntry), name + " is understood: " + stamped.entry());
            assertEquals(text(bytes), text(WireJson.encode(stamped.stamp(), stamped.entry())), name);
        });
    }

    @Test
    void everyEntryTypeAndEveryComponentHasAGolden() throws IOException {
        Set<String> seen = new TreeSet<>();
        for (byte[] bytes : Golden.in("entry").values()) {
            JsonNode node = StrictJson.MAPPER.readTree(bytes);
            note(node.path("type").asText(), node, seen);
        }
        Set<String> missing = new TreeSet<>();
        EntryTypes.all().forEach((name, type) -> expect(name, type, seen, missing));
        assertEquals(Set.of(), missing, "add a new golden file for each; see golden/README.md");
    }

    private static void note(String path, JsonNode node, Set<String> seen) {
        node.properties().forEach(field -> {
            seen.add(path + "." + field.getKey());
            note(path + "." + field.getKey(), field.getValue(), seen);
        });
    }

    private static void expect(String path, Class<?> type, Set<String> seen, Set<String> missing) {
        for (RecordComponent component : type.getRecordComponents()) {
            String inner = path + "." + component.getName();
            if (!seen.contains(inner)) {
                missing.add(inner);
            }
            if (component.getType().isRecord() && seen.contains(inner + "." + firstOf(component.getType()))) {
                expect(inner, component.getType(), seen, missing);
            }
        }
    }

    private static String firstOf(Class<?> type) {
        return type.getRecordComponents()[0].getName();
    }

    @Test
    void everyGoldenMessageIsReadAndWrittenByteForByte() {
        Golden.in("message").forEach((name, bytes) -> assertEquals(text(bytes), text(readAndWrite(name, bytes)), name));
    }

    private static byte[] readAndWrite(String name, byte[] bytes) {
        String kind = name.contains(".") ? name.substring(0, name.indexOf('.')) : name;
        return switch (kind) {
            case "presence" -> again(bytes, Presence.class);
            case "telemetry" -> WireJson.encode(value(WireJson.telemetry(bytes)));
            case "ack" -> WireJson.encode(value(WireJson.ack(bytes)));
            case "ackclaims" -> again(bytes, AckClaims.class);
            case "desired" -> again(bytes, Desired.class);
            case "tickets" -> again(bytes, Tickets.class);
            case "approval" -> again(bytes, Approval.class);
            case "keyset" -> again(bytes, KeySet.class);
            case "diagnostics" -> again(bytes, Diagnostics.class);
            case "upload" -> again(bytes, UploadClaims.class);
            case "evidence" -> again(bytes, EvidenceManifest.class);
            case "claims" -> again(bytes, CommandClaims.class);
            case "run" -> {
                EntryRun run = value(WireJson.run(bytes));
                List<byte[]> entries = run.entries().stream()
                        .map(entry -> entry.json().getBytes(StandardCharsets.UTF_8))
                        .toList();
                yield WireJson.encodeRun(run.journal(), run.epoch(), run.first(), run.prev(), entries);
            }
            default -> throw new AssertionError("what is " + name + "?");
        };
    }

    private static byte[] again(byte[] bytes, Class<?> type) {
        try {
            return StrictJson.MAPPER.writeValueAsBytes(StrictJson.MAPPER.readValue(bytes, type));
        } catch (IOException e) {
            throw new AssertionError(type.getSimpleName(), e);
        }
    }

    @Test
    void everyMessageAndEveryKindOfCommandHasAGolden() {
        Set<String> names = Golden.in("message").keySet();
        Set<String> wanted = new HashSet<>(Set.of(
                "presence",
                "telemetry",
                "ack",
                "ackclaims",
                "desired",
                "tickets",
                "run",
                "approval",
                "keyset",
                "diagnostics",
                "upload",
                "evidence"));
        for (Class<?> kind : Command.class.getPermittedSubclasses()) {
            wanted.add("claims." + kind.getSimpleName().toLowerCase(java.util.Locale.ROOT));
        }
        assertTrue(names.containsAll(wanted), names + " should hold " + wanted);
    }

    @Test
    void anEntryOfAnUnknownTypeIsKeptAsItCame() {
        EntryRun run = value(WireJson.run(Golden.message("run")));
        assertEquals(
                new UnreadEntry("somebody.sneezed", null),
                run.entries().getLast().entry());
        assertTrue(run.entries().getLast().json().endsWith("\"loudly\":true}"));
    }

    @Test
    void namesOfAlternativesAreTheGoldenOnes() throws IOException {
        JsonNode golden = StrictJson.MAPPER.readTree(Golden.enums());
        List<Class<? extends Enum<?>>> alternatives = List.of(
                AgentEntry.Cause.class,
                AgentEntry.Part.class,
                AgentEntry.Health.class,
                RemedyEntry.Outcome.class,
                Scope.class,
                ClipEntry.Because.class,
                ClipEntry.Source.class,
                CommandEntry.Outcome.class,
                ConditionEntry.Kind.class,
                ConfigEntry.Cause.class,
                DoorEntry.Why.class,
                ParcelEntry.Taker.class,
                Sensed.Outcome.class,
                DepositVerdict.class,
                PickupVerdict.class,
                Size.class,
                RebootLevel.class,
                Refusal.class,
                Presence.State.class,
                CommandState.class);
        for (Class<? extends Enum<?>> type : alternatives) {
            String name =
                    type.getName().substring(type.getPackageName().length() + 1).replace('$', '.');
            List<String> words = StreamSupport.stream(golden.path(name).spliterator(), false)
                    .map(JsonNode::asText)
                    .toList();
            Enum<?>[] constants = type.getEnumConstants();
            for (int i = 0; i < constants.length; i++) {
                assertEquals(words.get(i), StrictJson.MAPPER.convertValue(constants[i], String.class), name);
            }
            assertEquals(words.size(), constants.length, name);
        }
    }

    private static <T> T value(Decoded<T> decoded) {
        return switch (decoded) {
            case Decoded.Ok<T> ok -> ok.value();
            case Decoded.Rejected<T> rejected -> throw new AssertionError(rejected.toString());
        };
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}

package io.lockward.protocol.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.lockward.protocol.Ack;
import io.lockward.protocol.AckClaims;
import io.lockward.protocol.Channel;
import io.lockward.protocol.Desired;
import io.lockward.protocol.Diagnostics;
import io.lockward.protocol.Presence;
import io.lockward.protocol.Telemetry;
import io.lockward.protocol.UploadClaims;
import io.lockward.protocol.command.Approval;
import io.lockward.protocol.command.Command;
import io.lockward.protocol.command.CommandClaims;
import io.lockward.protocol.entry.Entry;
import io.lockward.protocol.entry.SensorMark;
import io.lockward.protocol.key.KeySet;
import io.lockward.protocol.key.TrustedKey;
import io.lockward.protocol.parcel.Ticket;
import io.lockward.protocol.parcel.Tickets;
import java.io.IOException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// `docs/reference/asyncapi.yaml` and `entries.md` say what the code says. `-Dreference.write=true` writes them
/// anew.
final class WireReferenceTest {
    private static final Path REFERENCE = Path.of("..", "docs", "reference");
    private static final boolean WRITE = Boolean.getBoolean("reference.write");
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final YAMLMapper YAML = new YAMLMapper(YAMLFactory.builder()
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .build());

    @Test
    void asyncapiSaysWhatTheCodeSays() throws IOException {
        Path page = REFERENCE.resolve("asyncapi.yaml");
        ObjectNode document = document();
        if (WRITE) {
            Files.createDirectories(REFERENCE);
            Files.writeString(page, YAML.writeValueAsString(document));
        }
        JsonNode written = YAML.readTree(Files.readString(page));
        for (String part : new String[] {"asyncapi", "channels", "operations", "components"}) {
            assertEquals(
                    document.path(part).toPrettyString(),
                    YAML.readTree(YAML.writeValueAsString(written.path(part))).toPrettyString(),
                    part + " differs: run this test with -Dreference.write=true");
        }
    }

    @Test
    void thePageOfEntriesSaysWhatTheCodeSays() throws IOException {
        Path page = REFERENCE.resolve("entries.md");
        String wanted = entries();
        if (WRITE) {
            Files.writeString(page, wanted);
        }
        assertEquals(wanted, Files.readString(page), "run this test with -Dreference.write=true");
    }

    @Test
    void everyNumberOfAnEntryIsExplained() throws IOException {
        TreeSet<String> silent = new TreeSet<>();
        for (var type : new TreeMap<>(EntryTypes.all()).entrySet()) {
            Path source = Path.of(
                    "src/main/java",
                    type.getValue().getEnclosingClass().getName().replace('.', '/') + ".java");
            String text = Files.readString(source);
            int at = text.indexOf("@JsonTypeName(\"" + type.getKey() + "\")");
            String before = text.substring(0, at);
            String comment = before.substring(before.lastIndexOf("\n\n") + 1);
            for (RecordComponent component : type.getValue().getRecordComponents()) {
                boolean number = component.getType() == int.class
                        || component.getType() == Integer.class
                        || component.getType() == long.class
                        || component.getType() == Long.class
                        || component.getType() == double.class
                        || component.getType() == Double.class;
                if (number && !comment.contains("@param " + component.getName() + " ")) {
                    silent.add(type.getKey() + "." + component.getName());
                }
            }
        }
        assertTrue(silent.isEmpty(), () -> "say unit and range in an @param: " + silent);
    }

    private static ObjectNode document() {
        ObjectNode root = JSON.objectNode();
        root.put("asyncapi", "3.0.0");
        ObjectNode info = root.putObject("info");
        info.put("title", "Lockward between banks and cloud");
        info.put("version", "1");
        info.put(
                "description",
                "What a locker bank and the cloud say to each other over MQTT 5. Held against the code by"
                        + " WireReferenceTest. The agent receives what is published on ack, commands and desired.");
        root.put("defaultContentType", "application/json");
        ObjectNode channels = root.putObject("channels");
        ObjectNode operations = root.putObject("operations");
        ObjectNode components = root.putObject("components");
        ObjectNode messages = components.putObject("messages");
        ObjectNode schemas = components.putObject("schemas");
        for (Channel channel : Channel.values()) {
            String name = channel.level();
            ObjectNode node = channels.putObject(name);
            node.put("address", "lockward/v1/{bank}/" + name);
            node.putObject("parameters").putObject("bank").put("description", "The bank's id: 3 to 40 of [a-z0-9-].");
            node.putObject("messages").putObject(name).put("$ref", "#/components/messages/" + name);
            node.put("x-maxPayloadBytes", channel.maxPayloadBytes());
            ObjectNode operation = operations.putObject(name);
            operation.put("action", channel.direction() == Channel.Direction.UP ? "send" : "receive");
            operation.putObject("channel").put("$ref", "#/channels/" + name);
            ObjectNode mqtt = operation.putObject("bindings").putObject("mqtt");
            mqtt.put("qos", channel.qos()).put("retain", false).put("bindingVersion", "0.2.0");
            ObjectNode message = messages.putObject(name);
            message.put("name", name);
            if (isSigned(channel)) {
                message.put("contentType", "application/jose");
                ObjectNode payload = message.putObject("payload");
                payload.put("type", "string");
                payload.put("description", "JWS compact, EdDSA over Ed25519; inside is " + schemaOf(channel) + ".");
            } else if (channel == Channel.ACK) {
                ArrayNode either = message.putObject("payload").putArray("oneOf");
                either.addObject()
                        .put("type", "string")
                        .put(
                                "description",
                                "JWS compact, EdDSA over Ed25519; inside is AckClaims. A bank whose key set has a key"
                                        + " that may acknowledge takes nothing else.");
                either.addObject().put("$ref", "#/components/schemas/Ack");
            } else {
                message.putObject("payload").put("$ref", "#/components/schemas/" + schemaOf(channel));
            }
        }
        schemas.set("Presence", schema(Presence.class));
        schemas.set("Telemetry", schema(Telemetry.class));
        schemas.set("Ack", schema(Ack.class));
        schemas.set("AckClaims", schema(AckClaims.class));
        schemas.set("Desired", schema(Desired.class));
        schemas.set("KeySet", schema(KeySet.class));
        schemas.set("Tickets", schema(Tickets.class));
        schemas.set("Ticket", kinds(Ticket.class));
        schemas.set("SensorMark", schema(SensorMark.class));
        schemas.set("TrustedKey", schema(TrustedKey.class));
        schemas.set("Approval", schema(Approval.class));
        schemas.set("Diagnostics", schema(Diagnostics.class));
        schemas.set("UploadClaims", schema(UploadClaims.class));
        schemas.set("CommandClaims", schema(CommandClaims.class));
        schemas.set("Entries", run());
        new TreeMap<>(EntryTypes.all()).forEach((name, type) -> schemas.set(name, entry(name, type)));
        return (ObjectNode) YAML.convertValue(root, JsonNode.class);
    }

    private static boolean isSigned(Channel channel) {
        return switch (channel) {
            case PRESENCE, DIAGNOSTICS, COMMANDS, DESIRED -> true;
            case ENTRIES, TELEMETRY, ACK -> false;
        };
    }

    private static String schemaOf(Channel channel) {
        return switch (channel) {
            case PRESENCE -> "Presence";
            case ENTRIES -> "Entries";
            case TELEMETRY -> "Telemetry";
            case ACK -> "Ack";
            case COMMANDS -> "CommandClaims";
            case DESIRED -> "KeySet, Desired or Tickets";
            case DIAGNOSTICS -> "Diagnostics";
        };
    }

    private static ObjectNode run() {
        ObjectNode run = object();
        ObjectNode properties = run.putObject("properties");
        properties.putObject("journal").put("type", "string").put("format", "uuid");
        properties.putObject("epoch").put("type", "integer");
        properties.putObject("first").put("type", "integer");
        properties.putObject("prev").put("type", "string");
        ObjectNode list = properties.putObject("entries");
        list.put("type", "array").put("minItems", 1).put("maxItems", 1_000);
        ArrayNode any = list.putObject("items").putArray("anyOf");
        new TreeMap<>(EntryTypes.all())
                .keySet()
                .forEach(name -> any.addObject().put("$ref", "#/components/schemas/" + name));
        run.putArray("required")
                .add("journal")
                .add("epoch")
                .add("first")
                .add("prev")
                .add("entries");
        return run;
    }

    private static ObjectNode entry(String name, Class<? extends Entry> type) {
        ObjectNode entry = object();
        ObjectNode properties = entry.putObject("properties");
        properties.putObject("at").put("type", "string").put("format", "date-time");
        properties.putObject("boot").put("type", "integer");
        properties.putObject("up").put("type", "integer");
        properties.putObject("type").put("const", name);
        ArrayNode required =
                entry.putArray("required").add("at").add("boot").add("up").add("type");
        components(type, properties, required);
        return entry;
    }

    private static ObjectNode schema(Class<?> type) {
        ObjectNode schema = object();
        components(type, schema.putObject("properties"), schema.putArray("required"));
        return schema;
    }

    private static ObjectNode object() {
        return JSON.objectNode().put("type", "object");
    }

    private static void components(Class<?> type, ObjectNode properties, ArrayNode required) {
        for (RecordComponent component : type.getRecordComponents()) {
            properties.set(component.getName(), typeOf(component.getType()));
            if (!isNullable(component.getAnnotatedType())) {
                required.add(component.getName());
            }
        }
    }

    private static boolean isNullable(AnnotatedElement type) {
        return type.isAnnotationPresent(Nullable.class);
    }

    private static ObjectNode typeOf(Class<?> type) {
        if (type == long.class || type == Long.class || type == int.class || type == Integer.class) {
            return JSON.objectNode().put("type", "integer");
        } else if (type == double.class || type == Double.class) {
            return JSON.objectNode().put("type", "number");
        } else if (type == boolean.class) {
            return JSON.objectNode().put("type", "boolean");
        } else if (type.isEnum()) {
            ObjectNode words = JSON.objectNode().put("type", "string");
            ArrayNode list = words.putArray("enum");
            for (Object constant : type.getEnumConstants()) {
                list.add(StrictJson.MAPPER.convertValue(constant, String.class));
            }
            return words;
        } else if (type == Command.class) {
            return kinds(Command.class);
        } else if (java.util.Map.class.isAssignableFrom(type)) {
            return object();
        } else if (java.util.Collection.class.isAssignableFrom(type)) {
            return JSON.objectNode().put("type", "array");
        } else if (type.isRecord() && type.getRecordComponents().length > 1) {
            return schema(type);
        }
        return JSON.objectNode().put("type", "string");
    }

    private static ObjectNode kinds(Class<?> sealed) {
        ObjectNode any = JSON.objectNode();
        ArrayNode kinds = any.putArray("oneOf");
        for (JsonSubTypes.Type named : sealed.getAnnotation(JsonSubTypes.class).value()) {
            Class<?> kind = named.value();
            ObjectNode one = kinds.addObject().put("type", "object");
            ObjectNode properties = one.putObject("properties");
            properties.putObject("kind").put("const", named.name());
            components(kind, properties, one.putArray("required").add("kind"));
        }
        return any;
    }

    private static String entries() {
        StringBuilder page =
                new StringBuilder("# Journal entries\n\nEvery entry also has `at` (RFC 3339, the controller's"
                        + " wall clock), `boot` (which boot) and `up` (milliseconds since that boot).\nGenerated from the code"
                        + " by `WireReferenceTest` (`-Dreference.write=true`). Fields marked `?` may be absent.\n\n"
                        + "| type | fields |\n|---|---|\n");
        new TreeMap<>(EntryTypes.all()).forEach((name, type) -> {
            page.append("| `").append(name).append("` |");
            for (RecordComponent component : type.getRecordComponents()) {
                page.append(" `").append(component.getName()).append('`');
                page.append(isNullable(component.getAnnotatedType()) ? "? " : " ")
                        .append(word(component.getType()));
                page.append(';');
            }
            page.setLength(page.length() - 1);
            page.append(" |\n");
        });
        return page.toString();
    }

    private static String word(Class<?> type) {
        JsonNode schema = typeOf(type);
        if (schema.has("enum")) {
            return schema.path("enum").toString().replace("\"", "").replace(",", ", ");
        }
        return schema.path("type").asText("command");
    }
}

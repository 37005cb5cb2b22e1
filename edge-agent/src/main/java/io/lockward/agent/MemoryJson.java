package io.lockward.agent;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lockward.agent.bank.BankMemory;
import io.lockward.agent.bank.Policy;
import io.lockward.agent.bank.clip.Clips;
import io.lockward.agent.bank.parcel.Books;
import io.lockward.agent.bank.remedy.RemedyMemory;
import io.lockward.protocol.CommandId;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.ParcelId;
import io.lockward.protocol.wire.WireModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/// A bank's memory as the bytes of a journal snapshot. A snapshot is a shortcut through the journal, so one of
/// another format is not converted: the caller treats it as lost.
///
/// Stateless; may be called from any thread.
final class MemoryJson {
    /// Rises when an older agent could misread the bytes.
    static final int FORMAT = 1;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new WireModule())
            .addModule(new SimpleModule("lockward-memory")
                    .addKeyDeserializer(CommandId.class, new CommandKey())
                    .addKeyDeserializer(CompartmentId.class, new CompartmentKey())
                    .addKeyDeserializer(ParcelId.class, new ParcelKey()))
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();

    private record Snapshot(int format, BankMemory memory) {}

    private MemoryJson() {}

    static byte[] write(BankMemory memory) {
        try {
            return MAPPER.writeValueAsBytes(new Snapshot(FORMAT, memory));
        } catch (JacksonException e) {
            throw new UncheckedIOException("our own records can always be written", e);
        }
    }

    /// @return `null` when the bytes are of another format or damaged
    static @Nullable BankMemory read(byte[] bytes) {
        try {
            JsonNode tree = MAPPER.readTree(bytes);
            if (tree.path("memory") instanceof ObjectNode memory) {
                // Written before there was one.
                addMissing(memory, "policy", Policy.NONE);
                if (memory.path("policy") instanceof ObjectNode policy) {
                    addMissing(policy, "locks", Policy.NONE.locks());
                    addMissing(policy, "calibrations", Policy.NONE.calibrations());
                }
                addMissing(memory, "remedy", RemedyMemory.NONE);
                addMissing(memory, "books", Books.EMPTY);
                addMissing(memory, "clips", Clips.NONE);
                addGenerations(memory.path("books"));
            }
            Snapshot snapshot = MAPPER.treeToValue(tree, Snapshot.class);
            return snapshot == null || snapshot.format() != FORMAT ? null : snapshot.memory();
        } catch (IOException _) {
            return null;
        }
    }

    /// Older snapshots know one secret only, the first.
    private static void addGenerations(JsonNode books) {
        if (books.path("tickets") instanceof ObjectNode tickets) {
            addMissing(tickets, "generation", 1);
        }
        for (JsonNode parcel : books.path("parcels")) {
            if (parcel.path("code") instanceof ObjectNode code) {
                addMissing(code, "generation", 1);
            }
        }
    }

    private static void addMissing(ObjectNode memory, String name, Object none) {
        if (!memory.has(name)) {
            memory.set(name, MAPPER.valueToTree(none));
        }
    }

    private static final class CommandKey extends KeyDeserializer {
        @Override
        public Object deserializeKey(String key, DeserializationContext context) {
            return CommandId.parse(key);
        }
    }

    private static final class ParcelKey extends KeyDeserializer {
        @Override
        public Object deserializeKey(String key, DeserializationContext context) {
            return ParcelId.parse(key);
        }
    }

    private static final class CompartmentKey extends KeyDeserializer {
        @Override
        public Object deserializeKey(String key, DeserializationContext context) {
            return new CompartmentId(key);
        }
    }
}

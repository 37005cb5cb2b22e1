package io.lockward.protocol.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.lockward.protocol.BankId;
import io.lockward.protocol.BootId;
import io.lockward.protocol.ChainHash;
import io.lockward.protocol.CommandId;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.JournalId;
import io.lockward.protocol.ParcelId;
import io.lockward.protocol.SessionId;
import io.lockward.protocol.key.VerifyingKey;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Teaches Jackson the one-field value types, as plain strings, and RFC 3339 instants in milliseconds.
public final class WireModule extends SimpleModule {
    /// A stamp outside these years is a broken message rather than a wrong clock; PostgreSQL could not keep some of
    /// them.
    private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");
    private static final int MILLIS_FORM = "2026-11-20T17:00:00.123Z".length();

    public WireModule() {
        super("lockward-wire");
        add(BankId.class, BankId::new, BankId::value);
        add(CompartmentId.class, CompartmentId::new, CompartmentId::value);
        add(ChainHash.class, ChainHash::new, ChainHash::hex);
        add(BootId.class, BootId::parse, BootId::toString);
        add(JournalId.class, JournalId::parse, JournalId::toString);
        add(ParcelId.class, ParcelId::parse, ParcelId::toString);
        add(SessionId.class, SessionId::parse, SessionId::toString);
        add(VerifyingKey.class, VerifyingKey::new, VerifyingKey::x);
        add(CommandId.class, CommandId::parse, CommandId::toString);
        add(
                Instant.class,
                WireModule::instant,
                at -> at.truncatedTo(ChronoUnit.MILLIS).toString());
    }

    static Instant instant(String text) {
        if (text.length() > 40) {
            throw new IllegalArgumentException("an instant is RFC 3339 UTC");
        }
        Instant at = text.length() == MILLIS_FORM ? parseMillis(text) : Instant.parse(text);
        if (at.isBefore(EARLIEST) || at.isAfter(LATEST)) {
            throw new IllegalArgumentException("an instant lies between 1970 and 2200");
        }
        return at;
    }

    /// Reads the form this wire writes, `2026-11-20T17:00:00.123Z`, several times faster than `Instant.parse`; what
    /// is not exactly that form is left to it, for its reading and its refusals.
    private static Instant parseMillis(String text) {
        for (int i = 0; i < MILLIS_FORM; i++) {
            char wanted = "0000-00-00T00:00:00.000Z".charAt(i);
            char is = text.charAt(i);
            if (wanted == '0' ? is < '0' || is > '9' : is != wanted) {
                return Instant.parse(text);
            }
        }
        int hour = Integer.parseInt(text, 11, 13, 10);
        int minute = Integer.parseInt(text, 14, 16, 10);
        int second = Integer.parseInt(text, 17, 19, 10);
        if (hour > 23 || minute > 59 || second > 59) {
            return Instant.parse(text);
        }
        LocalDate day = LocalDate.of(
                Integer.parseInt(text, 0, 4, 10), Integer.parseInt(text, 5, 7, 10), Integer.parseInt(text, 8, 10, 10));
        long seconds = day.toEpochDay() * 86_400 + hour * 3_600L + minute * 60L + second;
        return Instant.ofEpochSecond(seconds, Integer.parseInt(text, 20, 23, 10) * 1_000_000L);
    }

    private <T> void add(Class<T> type, Function<String, T> read, Function<T, String> write) {
        addDeserializer(type, new FromText<>(type, read));
        addSerializer(type, new ToText<>(type, write));
    }

    private static final class FromText<T> extends StdDeserializer<T> {
        private final transient Function<String, T> read;

        FromText(Class<T> type, Function<String, T> read) {
            super(type);
            this.read = read;
        }

        @Override
        public @Nullable T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (parser.currentToken() != JsonToken.VALUE_STRING) {
                context.reportInputMismatch(this, "a string was expected");
                return null;
            }
            try {
                return read.apply(parser.getText());
            } catch (IllegalArgumentException | DateTimeException e) {
                context.reportInputMismatch(this, "%s", e.getMessage());
                return null;
            }
        }
    }

    private static final class ToText<T> extends StdSerializer<T> {
        private final transient Function<T, String> write;

        ToText(Class<T> type, Function<T, String> write) {
            super(type);
            this.write = write;
        }

        @Override
        public void serialize(T value, JsonGenerator generator, SerializerProvider provider) throws IOException {
            generator.writeString(write.apply(value));
        }
    }
}

package io.lockward.fleet;

import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Something a bank, or somebody in its name, sent that could not be taken. Kept for a person to look at. Immutable.
public final class HostilePayload {
    /// Of a payload at most this many bytes are kept.
    public static final int KEPT_BYTES = 4 * 1024;

    /// Why it was not taken.
    public enum Reason {
        /// No topic of ours.
        UNKNOWN_TOPIC,
        TOO_LARGE,
        NOT_JSON,
        WRONG_SHAPE,
        /// It came as a retained message, which no bank may send.
        RETAINED,
        /// The journal belongs to another bank, or had another epoch before.
        FOREIGN_JOURNAL,
        /// The hash chain does not continue what is known.
        CHAIN_BROKEN,
        /// It is not signed with the bank's own key.
        NOT_SIGNED,
        /// The store refused it though it was well-formed.
        UNSTORABLE
    }

    private final Instant receivedAt;
    private final String topic;
    private final Reason reason;
    private final String detail;
    private final int bytes;
    private final byte[] payload;

    /// @param topic as received, cut at 128 characters
    /// @param detail for people, cut at 256 characters
    public HostilePayload(Instant receivedAt, String topic, Reason reason, String detail, byte[] payload) {
        this.receivedAt = Objects.requireNonNull(receivedAt, "receivedAt");
        this.topic = clean(topic, 128);
        this.reason = Objects.requireNonNull(reason, "reason");
        this.detail = clean(detail, 256);
        this.bytes = payload.length;
        this.payload = Arrays.copyOf(payload, Math.min(payload.length, KEPT_BYTES));
    }

    private static String clean(String text, int most) {
        // PostgreSQL has no place for U+0000 in a text.
        String printable = text.replace('\0', '?');
        return printable.length() > most ? printable.substring(0, most) : printable;
    }

    public Instant receivedAt() {
        return receivedAt;
    }

    public String topic() {
        return topic;
    }

    public Reason reason() {
        return reason;
    }

    public String detail() {
        return detail;
    }

    /// How many bytes it had.
    public int bytes() {
        return bytes;
    }

    /// Its first [#KEPT_BYTES] bytes.
    public byte[] payload() {
        return payload.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof HostilePayload that
                && receivedAt.equals(that.receivedAt)
                && topic.equals(that.topic)
                && reason == that.reason
                && Arrays.equals(payload, that.payload);
    }

    @Override
    public int hashCode() {
        return Objects.hash(receivedAt, topic, reason, Arrays.hashCode(payload));
    }
}

package io.lockward.protocol.wire;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import io.lockward.protocol.AckClaims;
import io.lockward.protocol.Channel;
import io.lockward.protocol.Desired;
import io.lockward.protocol.Diagnostics;
import io.lockward.protocol.Presence;
import io.lockward.protocol.UploadClaims;
import io.lockward.protocol.command.Approval;
import io.lockward.protocol.command.CommandClaims;
import io.lockward.protocol.command.Refusal;
import io.lockward.protocol.evidence.EvidenceManifest;
import io.lockward.protocol.key.KeyRing;
import io.lockward.protocol.key.KeySet;
import io.lockward.protocol.key.Scope;
import io.lockward.protocol.key.VerifyingKey;
import io.lockward.protocol.parcel.Tickets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A kind of message that is signed as a JWS, each with a `typ` of its own so that none can pass for another (RFC
/// 8725, section 3.11). Immutable; any thread.
public final class SignedMessage<T> {
    /// A command for one bank.
    public static final SignedMessage<CommandClaims> COMMAND =
            new SignedMessage<>("lockward-command+jws", CommandClaims.class, Channel.COMMANDS.maxPayloadBytes(), true);
    /// One person's consent to a command that needs two.
    public static final SignedMessage<Approval> APPROVAL =
            new SignedMessage<>("lockward-approval+jws", Approval.class, 1_400, true);
    /// The keys the fleet trusts, signed by the offline root. Fits one string of this wire.
    public static final SignedMessage<KeySet> KEY_SET =
            new SignedMessage<>("lockward-keyset+jws", KeySet.class, 4 * 1024, true);
    /// A bank's configuration.
    public static final SignedMessage<Desired> DESIRED =
            new SignedMessage<>("lockward-desired+jws", Desired.class, Channel.DESIRED.maxPayloadBytes(), true);
    /// A change of a bank's tickets. Whatever it adds becomes one entry of the bank's journal.
    public static final SignedMessage<Tickets> TICKETS =
            new SignedMessage<>("lockward-tickets+jws", Tickets.class, 24 * 1024, true);
    /// What the cloud has committed of one bank's journal.
    public static final SignedMessage<AckClaims> ACK =
            new SignedMessage<>("lockward-ack+jws", AckClaims.class, Channel.ACK.maxPayloadBytes(), true);
    /// What a bank says about itself; newer agents may say more.
    public static final SignedMessage<Presence> PRESENCE =
            new SignedMessage<>("lockward-presence+jws", Presence.class, Channel.PRESENCE.maxPayloadBytes(), false);
    /// A bank's diagnostic bundle; newer agents may say more.
    public static final SignedMessage<Diagnostics> DIAGNOSTICS = new SignedMessage<>(
            "lockward-diagnostics+jws", Diagnostics.class, Channel.DIAGNOSTICS.maxPayloadBytes(), false);
    /// A bank's word that what it uploads is its clip. Strict: a field nobody knows could narrow what it allows.
    public static final SignedMessage<UploadClaims> UPLOAD =
            new SignedMessage<>("lockward-upload+jws", UploadClaims.class, 1_024, true);
    /// What an evidence package holds. Its JSON is exactly what [#sign] writes, so that any two programs read the
    /// same of it: no space, no field twice.
    public static final SignedMessage<EvidenceManifest> EVIDENCE =
            new SignedMessage<>("lockward-evidence+jws", EvidenceManifest.class, 1024 * 1024, true, true);

    private final String type;
    private final ObjectReader reader;
    private final int maxBytes;
    private final boolean canonical;

    private SignedMessage(String type, Class<T> message, int maxBytes, boolean strict) {
        this(type, message, maxBytes, strict, false);
    }

    /// @param strict whether a field nobody knows makes it malformed: a newer one could narrow what it allows
    /// @param canonical whether the JSON must be written as we write it
    private SignedMessage(String type, Class<T> message, int maxBytes, boolean strict, boolean canonical) {
        ObjectReader any = StrictJson.MAPPER.readerFor(message);
        this.type = type;
        this.reader = strict ? any.with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES) : any;
        this.maxBytes = maxBytes;
        this.canonical = canonical;
    }

    /// The `typ` of its header.
    public String type() {
        return type;
    }

    /// Whether something says of itself that it is one of these. Believes nothing else of it.
    public boolean claims(byte[] jws) {
        return type.equals(Jws.typeOf(jws));
    }

    /// Signs a message.
    ///
    /// @param kid names the key, 1 to 64 characters
    /// @param key an Ed25519 private key; it may live in a token
    /// @throws IllegalStateException when the key cannot sign
    public byte[] sign(T message, String kid, PrivateKey key) {
        try {
            return Jws.sign(type, kid, StrictJson.MAPPER.writeValueAsBytes(message), key);
        } catch (JacksonException e) {
            throw new UncheckedIOException("our own records can always be written", e);
        }
    }

    /// The envelope with nothing signed, for simulations. [#open] never accepts it.
    public byte[] unsigned(T message) {
        try {
            return Jws.unsigned(type, StrictJson.MAPPER.writeValueAsBytes(message));
        } catch (JacksonException e) {
            throw new UncheckedIOException("our own records can always be written", e);
        }
    }

    /// Opens a message signed with a key of the fleet. Total on any bytes.
    ///
    /// @param scope what the key must be allowed to sign
    /// @param now the wall clock, for the key's own time
    public Opened<T> open(byte[] jws, KeyRing keys, Scope scope, Instant now) {
        return switch (check(jws, kid -> keys.find(kid, scope, now))) {
            case Checked.Holds(byte[] payload, String kid) -> read(payload, kid);
            case Checked.Not(Refusal reason, String detail) -> new Opened.Refused<>(reason, detail);
        };
    }

    /// Opens a message signed with one known key, whose `kid` is its thumbprint. Total on any bytes.
    public Opened<T> open(byte[] jws, VerifyingKey key) {
        String thumbprint = key.thumbprint();
        PublicKey publicKey = key.toPublicKey();
        return switch (Jws.look(jws, type, maxBytes)) {
            case Jws.No(String why) -> new Opened.Refused<>(Refusal.MALFORMED, why);
            case Jws.Parts parts -> {
                if (!parts.kid().equals(thumbprint)) {
                    yield new Opened.Refused<>(Refusal.UNKNOWN_KEY, "signed with another key");
                }
                yield Jws.holds(parts, publicKey)
                        ? read(parts.payload(), thumbprint)
                        : new Opened.Refused<>(Refusal.BAD_SIGNATURE, "the signature does not hold");
            }
        };
    }

    /// Reads a message without checking who signed it: for showing what somebody else vouched for, and for a bank
    /// whose key is not registered yet.
    public @Nullable T peek(byte[] jws) {
        return Jws.look(jws, type, maxBytes) instanceof Jws.Parts parts
                        && read(parts.payload(), parts.kid()) instanceof Opened.Ok<T>(T message, String _)
                ? message
                : null;
    }

    sealed interface Checked {
        @SuppressWarnings("ArrayRecordComponent") // read only, and never compared as a record
        record Holds(byte[] payload, String kid) implements Checked {}

        record Not(Refusal reason, String detail) implements Checked {}
    }

    interface Keys {
        KeyRing.Found find(String kid);
    }

    Checked check(byte[] jws, Keys keys) {
        return switch (Jws.look(jws, type, maxBytes)) {
            case Jws.No(String why) -> new Checked.Not(Refusal.MALFORMED, why);
            case Jws.Parts parts ->
                switch (keys.find(parts.kid())) {
                    case KeyRing.Found.No(KeyRing.Why why, String reason) -> new Checked.Not(refusal(why), reason);
                    case KeyRing.Found.Key key ->
                        Jws.holds(parts, key.publicKey())
                                ? new Checked.Holds(parts.payload(), parts.kid())
                                : new Checked.Not(Refusal.BAD_SIGNATURE, "the signature does not hold");
                };
        };
    }

    /// @throws IOException when it cannot be read
    @Nullable
    T parse(byte[] payload) throws IOException {
        return reader.readValue(payload);
    }

    /// What the payload of a signature that held says. Total on any bytes.
    Opened<T> read(byte[] payload, String kid) {
        try {
            T message = parse(payload);
            if (message == null) {
                return new Opened.Refused<>(Refusal.MALFORMED, "null");
            }
            return !canonical || Arrays.equals(payload, StrictJson.MAPPER.writeValueAsBytes(message))
                    ? new Opened.Ok<>(message, kid)
                    : new Opened.Refused<>(Refusal.MALFORMED, "not written as this wire writes it");
        } catch (JacksonException e) {
            return new Opened.Refused<>(Refusal.MALFORMED, StrictJson.explain(e));
        } catch (IOException e) {
            return new Opened.Refused<>(Refusal.MALFORMED, e.getClass().getSimpleName());
        }
    }

    private static Refusal refusal(KeyRing.Why why) {
        return switch (why) {
            case UNKNOWN -> Refusal.UNKNOWN_KEY;
            case OUT_OF_TIME -> Refusal.KEY_OUT_OF_TIME;
            case OUT_OF_SCOPE -> Refusal.NOT_ALLOWED;
        };
    }
}

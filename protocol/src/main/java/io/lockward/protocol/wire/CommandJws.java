package io.lockward.protocol.wire;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import io.lockward.protocol.CommandId;
import io.lockward.protocol.command.Approval;
import io.lockward.protocol.command.Command;
import io.lockward.protocol.command.CommandClaims;
import io.lockward.protocol.command.Refusal;
import io.lockward.protocol.key.KeyRing;
import io.lockward.protocol.key.Scope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Commands, and the two people's consent inside the one that needs it. Stateless; every method may be called from
/// any thread.
public final class CommandJws {
    private static final int PEOPLE = 2;

    /// What verifying gives.
    public sealed interface Verdict {
        record Valid(CommandClaims claims, String kid) implements Verdict {}

        /// @param command its id, told only when the signature held
        record Invalid(Refusal reason, @Nullable CommandId command, String detail) implements Verdict {}
    }

    private CommandJws() {}

    /// Signs a command.
    ///
    /// @param kid names the key, at most 64 characters
    /// @param key an Ed25519 private key
    public static byte[] sign(CommandClaims claims, String kid, PrivateKey key) {
        return SignedMessage.COMMAND.sign(claims, kid, key);
    }

    /// Checks and reads a command. Total on any bytes.
    ///
    /// @param keys what the bank trusts
    /// @param now the wall clock, for the time of the keys
    public static Verdict verify(byte[] payload, KeyRing keys, Instant now) {
        return switch (SignedMessage.COMMAND.check(payload, kid -> keys.find(kid, Scope.COMMAND, now))) {
            case SignedMessage.Checked.Not(Refusal reason, String detail) -> new Verdict.Invalid(reason, null, detail);
            case SignedMessage.Checked.Holds(byte[] json, String kid) -> claims(json, kid, keys, now);
        };
    }

    private static Verdict claims(byte[] json, String kid, KeyRing keys, Instant now) {
        try {
            CommandClaims claims = SignedMessage.COMMAND.parse(json);
            if (claims == null) {
                return new Verdict.Invalid(Refusal.MALFORMED, null, "no claims");
            }
            String lacking = claims.cmd() instanceof Command.UnlockAll(List<String> approvals)
                    ? lacking(claims, approvals, keys, now)
                    : null;
            return lacking == null
                    ? new Verdict.Valid(claims, kid)
                    : new Verdict.Invalid(Refusal.NOT_ALLOWED, claims.jti(), lacking);
        } catch (InvalidTypeIdException _) {
            return new Verdict.Invalid(Refusal.UNKNOWN_KIND, id(json), "this bank does not know the kind");
        } catch (JacksonException e) {
            return new Verdict.Invalid(Refusal.MALFORMED, id(json), StrictJson.explain(e));
        } catch (IOException e) {
            return new Verdict.Invalid(Refusal.MALFORMED, null, e.getClass().getSimpleName());
        }
    }

    /// What is missing for two people's consent; `null` when nothing is.
    private static @Nullable String lacking(CommandClaims claims, List<String> approvals, KeyRing keys, Instant now) {
        Set<String> people = new HashSet<>();
        for (String jws : approvals) {
            switch (SignedMessage.APPROVAL.open(bytes(jws), keys, Scope.APPROVE, now)) {
                case Opened.Refused<Approval>(Refusal _, String detail) -> {
                    return "an approval does not count: " + detail;
                }
                case Opened.Ok<Approval>(Approval approval, String kid) -> {
                    if (!approval.isFor(claims)) {
                        return "an approval is for something else";
                    }
                    String holder = keys.find(kid, Scope.APPROVE, now) instanceof KeyRing.Found.Key found
                            ? found.key().holder()
                            : null;
                    if (holder == null || !people.add(holder)) {
                        return "two people approve, not one twice";
                    }
                }
            }
        }
        return people.size() >= PEOPLE ? null : "it needs the approval of two people";
    }

    private static byte[] bytes(String jws) {
        return jws.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static @Nullable CommandId id(byte[] json) {
        try {
            return CommandId.parse(StrictJson.MAPPER.readTree(json).path("jti").asText());
        } catch (IOException | IllegalArgumentException _) {
            return null;
        }
    }
}

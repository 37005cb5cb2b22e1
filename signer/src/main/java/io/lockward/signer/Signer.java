package io.lockward.signer;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lockward.protocol.BankId;
import io.lockward.protocol.ChainHash;
import io.lockward.protocol.Channel;
import io.lockward.protocol.command.CommandClaims;
import io.lockward.protocol.key.SigningKey;
import io.lockward.protocol.parcel.Tickets;
import io.lockward.protocol.signer.SignAnswer;
import io.lockward.protocol.signer.SignRefusal;
import io.lockward.protocol.signer.SignRequest;
import io.lockward.protocol.wire.SignedMessage;
import io.lockward.signer.audit.AuditLog;
import io.lockward.signer.rules.Past;
import io.lockward.signer.rules.SigningRules;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers requests: decides by [SigningRules], signs, proves the signature, writes it down, and only then lets it go.
/// Any thread; one request at a time.
public final class Signer {
    /// So many refusals a minute are written down one by one; further ones are counted, so that a flood of them does
    /// not push older signatures out of the log.
    static final int REFUSAL_LINES = 60;

    private static final Logger LOG = LoggerFactory.getLogger(Signer.class);

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, SigningKey> keys;
    private final SigningRules rules;
    private final Vouching vouching;
    private final AuditLog audit;
    private final LongSupplier nanoTime;
    private final InstantSource clock;

    private List<Past> past;
    private long signed;
    private long refused;
    private boolean writable = true;
    private long refusalsSinceNanos;
    private int refusalLines;
    private long unlisted;

    /// @param keys by their `kid`
    /// @param audit gives what was signed shortly before, and takes what is signed
    /// @param nanoTime the monotonic clock that the limits run on
    public Signer(
            Map<String, SigningKey> keys,
            SigningRules rules,
            Vouching vouching,
            AuditLog audit,
            LongSupplier nanoTime,
            InstantSource clock) {
        this.keys = Map.copyOf(keys);
        this.rules = rules;
        this.vouching = vouching;
        this.audit = audit;
        this.nanoTime = nanoTime;
        this.clock = clock;
        this.refusalsSinceNanos = nanoTime.getAsLong();
        this.past = remembered(audit.takeRecent(), clock.instant(), nanoTime.getAsLong());
    }

    /// @param peer who asks, for the audit log
    public SignAnswer answer(SignRequest request, String peer) {
        lock.lock();
        try {
            return switch (request) {
                case SignRequest.Command command -> sign(command, peer);
                case SignRequest.Configuration configuration -> sign(configuration, peer);
                case SignRequest.Ticketing tickets -> sign(tickets, peer);
                case SignRequest.Keys() ->
                    new SignAnswer.Keys(keys.values().stream()
                            .map(key -> new SignAnswer.PublicKey(key.kid(), key.verifyingKey()))
                            .sorted(Comparator.comparing(SignAnswer.PublicKey::kid))
                            .toList());
                case SignRequest.Health() ->
                    new SignAnswer.Health(
                            writable,
                            signed,
                            refused,
                            audit.last(),
                            audit.hash(),
                            rules.limits().told());
            };
        } finally {
            lock.unlock();
        }
    }

    /// The answer to a line that is no request.
    public SignAnswer malformed(String detail, String peer) {
        lock.lock();
        try {
            return refuse(JsonNodeFactory.instance.objectNode(), SignRefusal.MALFORMED, detail, peer);
        } finally {
            lock.unlock();
        }
    }

    private SignAnswer sign(SignRequest.Command request, String peer) {
        CommandClaims claims = request.claims();
        ObjectNode record = JsonNodeFactory.instance.objectNode();
        record.put("sign", "command").put("kid", request.kid());
        record.put("jti", claims.jti().toString()).put("aud", claims.aud().value());
        record.put("boot", claims.boot().toString()).put("exp", claims.exp());
        record.put("kind", claims.cmd().kind());
        record.put("act", claims.act()).put("why", claims.why());
        return decided(
                rules.decide(past, request, nanoTime.getAsLong()),
                request.kid(),
                record,
                peer,
                new Act(
                        key -> SignedMessage.COMMAND.sign(claims, key.kid(), key.privateKey()),
                        (jws, key) -> vouching.objection(jws, key, clock.instant()),
                        Channel.COMMANDS.maxPayloadBytes()));
    }

    private SignAnswer sign(SignRequest.Configuration request, String peer) {
        ObjectNode record = JsonNodeFactory.instance.objectNode();
        record.put("sign", "desired").put("kid", request.kid());
        record.put("aud", request.claims().aud().value());
        record.put("version", request.claims().version());
        return decided(
                rules.decide(past, request, nanoTime.getAsLong()),
                request.kid(),
                record,
                peer,
                new Act(
                        key -> SignedMessage.DESIRED.sign(request.claims(), key.kid(), key.privateKey()),
                        (jws, key) -> vouching.objectionToConfiguration(jws, key, clock.instant()),
                        Channel.DESIRED.maxPayloadBytes()));
    }

    private SignAnswer sign(SignRequest.Ticketing request, String peer) {
        Tickets tickets = request.claims();
        ObjectNode record = JsonNodeFactory.instance.objectNode();
        record.put("sign", "tickets").put("kid", request.kid());
        record.put("aud", tickets.aud().value());
        record.put("version", tickets.version()).put("base", tickets.base());
        return decided(
                rules.decide(past, request, nanoTime.getAsLong()),
                request.kid(),
                record,
                peer,
                new Act(
                        key -> SignedMessage.TICKETS.sign(tickets, key.kid(), key.privateKey()),
                        (jws, key) -> vouching.objectionToTickets(jws, key, clock.instant()),
                        Channel.DESIRED.maxPayloadBytes()));
    }

    private interface Signing {
        byte[] sign(SigningKey key);
    }

    private interface Proving {
        @Nullable
        String objection(byte[] jws, SigningKey key);
    }

    private record Act(Signing signing, Proving proving, int mostBytes) {}

    private SignAnswer decided(SigningRules.Decision decision, String kid, ObjectNode record, String peer, Act act) {
        SigningKey key = keys.get(kid);
        if (key == null) {
            return refuse(record, SignRefusal.UNKNOWN_KEY, "there is no such key here", peer);
        }
        return switch (decision) {
            case SigningRules.Decision.Refuse(SignRefusal reason, String detail) ->
                refuse(record, reason, detail, peer);
            case SigningRules.Decision.Sign(List<Past> next) -> {
                byte[] jws;
                try {
                    jws = act.signing().sign(key);
                } catch (IllegalStateException e) {
                    LOG.atError().addKeyValue("kid", kid).setCause(e).log("the key cannot sign");
                    yield refuse(record, SignRefusal.UNAVAILABLE, "the key cannot sign now", peer);
                }
                if (jws.length > act.mostBytes()) {
                    String detail = "signed, it has more than " + act.mostBytes() + " bytes";
                    yield refuse(record, SignRefusal.MALFORMED, detail, peer);
                }
                String objection = act.proving().objection(jws, key);
                yield objection == null
                        ? release(jws, record, next, peer)
                        : refuse(record, SignRefusal.NOT_ALLOWED, objection, peer);
            }
        };
    }

    private SignAnswer release(byte[] jws, ObjectNode record, List<Past> next, String peer) {
        record.put("what", "signed").put("peer", peer);
        record.put("sha256", ChainHash.START.then(jws).hex());
        // Counted before it is written down: what may be in the log counts.
        past = next;
        String failure = writeDown(record);
        if (failure != null) {
            return new SignAnswer.Refused(SignRefusal.UNAVAILABLE, failure);
        }
        signed++;
        return new SignAnswer.Signed(new String(jws, StandardCharsets.US_ASCII));
    }

    private SignAnswer refuse(ObjectNode record, SignRefusal reason, String detail, String peer) {
        refused++;
        String words = detail.length() > 256 ? detail.substring(0, 256) : detail;
        long now = nanoTime.getAsLong();
        if (now - refusalsSinceNanos >= SigningRules.WINDOW.toNanos()) {
            refusalsSinceNanos = now;
            refusalLines = 0;
        }
        if (refusalLines >= REFUSAL_LINES) {
            unlisted++;
            return new SignAnswer.Refused(reason, words);
        }
        refusalLines++;
        record.put("what", "refused").put("peer", peer);
        record.put("reason", reason.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        record.put("detail", words);
        LOG.atWarn()
                .addKeyValue("reason", reason)
                .addKeyValue("detail", words)
                .addKeyValue("peer", peer)
                .log("not signed");
        writeDown(record);
        return new SignAnswer.Refused(reason, words);
    }

    /// What went wrong; `null` when the line is safe.
    private @Nullable String writeDown(ObjectNode record) {
        if (unlisted > 0) {
            record.put("unlistedRefusals", unlisted);
        }
        try {
            audit.append(record);
            unlisted = 0;
            if (!writable) {
                LOG.atInfo().log("the audit log can be written again");
            }
            writable = true;
            return null;
        } catch (IOException e) {
            writable = false;
            LOG.atError().setCause(e).log("the audit log cannot be written; nothing is signed");
            return "the audit log cannot be written, so nothing is signed";
        }
    }

    /// What was signed shortly before the start, on the monotonic clock of this run. What claims to be of the future
    /// counts as of now.
    private static List<Past> remembered(List<ObjectNode> lines, Instant now, long nowNanos) {
        List<Past> past = new ArrayList<>();
        for (ObjectNode line : lines) {
            String bank = line.path("aud").asText();
            if (line.path("what").asText().equals("signed") && BankId.isValid(bank)) {
                Instant at = AuditLog.at(line);
                long ago = at.isBefore(now) ? Duration.between(at, now).toNanos() : 0;
                Past.Sort sort = switch (line.path("kind").asText()) {
                    case "unlock", "unlock-all" -> Past.Sort.UNLOCK;
                    case "" -> Past.Sort.CONFIGURATION;
                    default -> Past.Sort.COMMAND;
                };
                past.add(new Past(
                        nowNanos - ago, new BankId(bank), line.path("act").textValue(), sort));
            }
        }
        past.sort(Comparator.comparingLong(Past::atNanos));
        return List.copyOf(past);
    }
}

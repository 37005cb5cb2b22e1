package io.lockward.cloud.footage;

import io.lockward.cloud.http.Door;
import io.lockward.cloud.ingest.BankKeys;
import io.lockward.cloud.platform.Gauges;
import io.lockward.cloud.vault.Vault;
import io.lockward.cloud.vault.VaultTrouble;
import io.lockward.fleet.clip.ClipKey;
import io.lockward.protocol.BankId;
import io.lockward.protocol.ClipName;
import io.lockward.protocol.UploadClaims;
import io.lockward.protocol.key.VerifyingKey;
import io.lockward.protocol.wire.Opened;
import io.lockward.protocol.wire.SignedMessage;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import jakarta.inject.Singleton;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes what banks upload. Who may is decided by the bank's own key alone, and only for the bytes that its journal
/// names. Any thread.
@Singleton
final class Uploads {
    private static final Logger LOG = LoggerFactory.getLogger(Uploads.class);

    /// What came of it.
    sealed interface Answer {
        /// So much is here.
        record Here(long received, boolean whole) implements Answer {}

        /// What was sent does not go where the content ends.
        record Elsewhere(long received, boolean whole) implements Answer {}

        record Refused(UploadRules.Refusal why) implements Answer {}
    }

    private final Footage footage;
    private final Vault vault;
    private final BankKeys keys;
    private final MeterRegistry meters;
    private final Duration idle;
    private final UploadPlaces places = new UploadPlaces();

    Uploads(
            Footage footage,
            Vault vault,
            BankKeys keys,
            MeterRegistry meters,
            Gauges gauges,
            @ConfigProperty(name = "quarkus.http.read-timeout") Duration idle) {
        this.footage = footage;
        this.vault = vault;
        this.keys = keys;
        this.meters = meters;
        this.idle = idle;
        gauges.of("lockward.clip.uploads.open", Tags.empty(), places, UploadPlaces::taken);
    }

    /// How far it is. One that has all its bytes and was never looked at, because of a crash, is looked at now.
    Answer look(String bank, String clip, @Nullable String word) {
        return counted("look", () -> {
            UploadClaims claims = claims(bank, clip, word);
            if (claims == null) {
                return refused(UploadRules.Refusal.UNAUTHENTICATED);
            }
            Content content = content(claims, bank, clip);
            UploadRules.Refusal objection = objection(claims, bank, clip, content);
            return objection != null || content == null
                    ? refused(objection == null ? UploadRules.Refusal.NOT_YET : objection)
                    : standing(content, claims);
        });
    }

    /// Takes a body.
    ///
    /// @param offset where it goes, from 0; negative when it does not say
    /// @param length of the body; negative when it does not say
    Answer take(String bank, String clip, @Nullable String word, long offset, long length, InputStream body) {
        return counted("take", () -> {
            UploadClaims claims = claims(bank, clip, word);
            if (claims == null) {
                return refused(UploadRules.Refusal.UNAUTHENTICATED);
            }
            Content content = content(claims, bank, clip);
            UploadRules.Refusal objection = objection(claims, bank, clip, content);
            if (objection != null || content == null) {
                return refused(objection == null ? UploadRules.Refusal.NOT_YET : objection);
            }
            if (offset < 0) {
                return refused(UploadRules.Refusal.NO_OFFSET);
            }
            if (content.whole() || content.received() != offset) {
                return new Answer.Elsewhere(content.received(), content.whole());
            }
            UploadRules.Refusal size = UploadRules.objection(
                    claims, offset, length, Door.MAX_UPLOAD_BYTES, footage.countPieces(content.clip()));
            if (size != null) {
                return refused(size);
            }
            if (vault.room() < length) {
                return refused(UploadRules.Refusal.FULL);
            }
            UploadRules.Refusal full = places.enter(claims.bank());
            if (full != null) {
                return refused(full);
            }
            try {
                return take(content, claims, (int) length, body);
            } finally {
                places.leave(claims.bank());
            }
        });
    }

    private Answer take(Content content, UploadClaims claims, int length, InputStream body) {
        byte[] data = new byte[length];
        Intake intake = Intake.read(body, data, System::nanoTime, idle);
        if (length > 0 && !UploadRules.keeps(intake.bytes(), length)) {
            return refused(intake.tooSlow() ? UploadRules.Refusal.TOO_SLOW : UploadRules.Refusal.CUT);
        }
        if (length > 0 && !footage.append(content.clip(), content.received(), data, intake.bytes())) {
            Content now = footage.content(content.clip());
            return now == null || now.removed()
                    ? refused(UploadRules.Refusal.GONE)
                    : new Answer.Elsewhere(now.received(), now.whole());
        }
        meters.counter("lockward.clip.upload.bytes").increment(intake.bytes());
        Content now = footage.content(content.clip());
        return now == null ? refused(UploadRules.Refusal.GONE) : standing(now, claims);
    }

    private Answer standing(Content content, UploadClaims claims) {
        if (content.whole() || content.received() < claims.bytes()) {
            return new Answer.Here(content.received(), content.whole());
        }
        return switch (footage.conclude(content, claims)) {
            case RIGHT -> new Answer.Here(content.received(), true);
            case WRONG -> refused(UploadRules.Refusal.WRONG_BYTES);
            case GONE -> refused(UploadRules.Refusal.GONE);
            case UNSETTLED -> refused(UploadRules.Refusal.AWAY);
        };
    }

    /// What the bank's word says, when it is one.
    private @Nullable UploadClaims claims(String bank, String clip, @Nullable String word) {
        if (word == null || !BankId.isValid(bank) || !ClipName.isValid(clip)) {
            return null;
        }
        VerifyingKey key = keys.of(new BankId(bank));
        return key != null
                        && SignedMessage.UPLOAD.open(word.getBytes(StandardCharsets.UTF_8), key)
                                instanceof Opened.Ok<UploadClaims>(UploadClaims claims, String _)
                ? claims
                : null;
    }

    private @Nullable Content content(UploadClaims claims, String bank, String clip) {
        return isFor(claims, bank, clip) ? footage.content(new ClipKey(claims.bank(), claims.clip())) : null;
    }

    private static UploadRules.@Nullable Refusal objection(
            UploadClaims claims, String bank, String clip, @Nullable Content content) {
        return isFor(claims, bank, clip) ? UploadRules.objection(claims, content) : UploadRules.Refusal.NOT_YOURS;
    }

    private static boolean isFor(UploadClaims claims, String bank, String clip) {
        return claims.bank().value().equals(bank) && claims.clip().equals(clip);
    }

    private static Answer refused(UploadRules.Refusal why) {
        return new Answer.Refused(why);
    }

    private interface Work {
        Answer run();
    }

    private Answer counted(String what, Work work) {
        Answer answer;
        try {
            answer = work.run();
        } catch (VaultTrouble e) {
            LOG.atError().setCause(e).log("footage cannot be taken in");
            answer = refused(e.kind() == VaultTrouble.Kind.FULL ? UploadRules.Refusal.FULL : UploadRules.Refusal.AWAY);
        }
        String outcome = switch (answer) {
            case Answer.Here here -> here.whole() ? "whole" : "taken";
            case Answer.Elsewhere _ -> "wrong-offset";
            case Answer.Refused refused ->
                refused.why().name().toLowerCase(Locale.ROOT).replace('_', '-');
        };
        meters.counter("lockward.clip.uploads", "call", what, "outcome", outcome)
                .increment();
        return answer;
    }
}

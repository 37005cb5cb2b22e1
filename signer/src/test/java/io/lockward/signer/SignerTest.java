package io.lockward.signer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lockward.protocol.key.KeyRing;
import io.lockward.protocol.key.KeySet;
import io.lockward.protocol.key.Scope;
import io.lockward.protocol.key.SigningKey;
import io.lockward.protocol.key.TrustedKey;
import io.lockward.protocol.signer.SignAnswer;
import io.lockward.protocol.signer.SignRefusal;
import io.lockward.protocol.signer.SignRequest;
import io.lockward.protocol.wire.CommandJws;
import io.lockward.protocol.wire.JwkText;
import io.lockward.protocol.wire.Opened;
import io.lockward.protocol.wire.SignedMessage;
import io.lockward.signer.audit.AuditChain;
import io.lockward.signer.audit.AuditLog;
import io.lockward.signer.rules.SigningLimits;
import io.lockward.signer.rules.SigningRules;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SignerTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final SigningKey ROOT = JwkText.generate(null);
    private static final SigningKey ONLINE = JwkText.generate(Asked.KID);
    private static final SigningKey ANA = JwkText.generate("ana");
    private static final SigningKey BEN = JwkText.generate("ben");

    @TempDir
    Path folder = Path.of("");

    private final AtomicLong nanos = new AtomicLong();

    private Path auditFile() {
        return folder.resolve("audit.ndjson");
    }

    private AuditLog audit() throws IOException {
        return AuditLog.open(
                auditFile(), new AuditLog.Bounds(1 << 20, 2), () -> NOW.plusNanos(nanos.get()), SigningRules.WINDOW);
    }

    private Signer signer(AuditLog audit, Vouching vouching) {
        return new Signer(
                Map.of(Asked.KID, ONLINE),
                new SigningRules(Map.of(), SigningLimits.DEFAULT),
                vouching,
                audit,
                nanos::get,
                () -> NOW.plusNanos(nanos.get()));
    }

    private static KeySet keySet(long version, SigningKey online) {
        return new KeySet(
                version,
                NOW,
                List.of(
                        key(online, Set.of(Scope.COMMAND, Scope.CONFIGURE), null),
                        key(ANA, Set.of(Scope.APPROVE), "ana@lockward"),
                        key(BEN, Set.of(Scope.APPROVE), "ben@lockward")));
    }

    private static TrustedKey key(SigningKey key, Set<Scope> scope, @org.jspecify.annotations.Nullable String holder) {
        return new TrustedKey(
                key.kid(), key.verifyingKey(), NOW.minusSeconds(60), NOW.plusSeconds(3_600), scope, holder);
    }

    private Path write(KeySet set, SigningKey root) throws IOException {
        Path file = folder.resolve("key-set.jws");
        Files.write(file, SignedMessage.KEY_SET.sign(set, root.kid(), root.privateKey()));
        Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(set.version() * 100)));
        return file;
    }

    @Test
    void whatItSignsABankTakesAndTheLogHolds() throws IOException {
        try (AuditLog audit = audit()) {
            Signer signer = signer(audit, Vouching.ofSignatureOnly());
            SignAnswer.Signed signed = assertInstanceOf(
                    SignAnswer.Signed.class, signer.answer(Asked.unlock("harbour-7", "ana"), "user:test"));
            assertInstanceOf(
                    CommandJws.Verdict.Valid.class,
                    CommandJws.verify(
                            signed.jws().getBytes(StandardCharsets.US_ASCII), KeyRing.of(keySet(1, ONLINE)), NOW));
            assertInstanceOf(SignAnswer.Signed.class, signer.answer(Asked.configuration("harbour-7"), "user:test"));
            SignAnswer.Health health =
                    assertInstanceOf(SignAnswer.Health.class, signer.answer(new SignRequest.Health(), "x"));
            assertEquals(
                    new SignAnswer.Health(true, 2, 0, audit.last(), audit.hash(), SigningLimits.DEFAULT.told()),
                    health);
        }
        List<ObjectNode> lines = new ArrayList<>();
        assertInstanceOf(
                AuditChain.End.Whole.class,
                AuditChain.walk(auditFile(), lines::add).end());
        ObjectNode line = lines.get(1);
        assertEquals("signed", line.path("what").asText());
        assertEquals("ana", line.path("act").asText());
        assertEquals("unlock", line.path("kind").asText());
        assertEquals("user:test", line.path("peer").asText());
        assertEquals(64, line.path("sha256").asText().length());
    }

    @Test
    void ticketsAreSignedAndWrittenDownByTheirVersion() throws IOException {
        try (AuditLog audit = audit()) {
            Signer signer = signer(audit, Vouching.of(write(keySet(1, ONLINE), ROOT), ROOT.verifyingKey()));
            SignRequest.Ticketing asked = Asked.tickets("harbour-7");
            SignAnswer.Signed signed = assertInstanceOf(SignAnswer.Signed.class, signer.answer(asked, "user:test"));
            assertEquals(
                    new Opened.Ok<>(asked.claims(), Asked.KID),
                    SignedMessage.TICKETS.open(
                            signed.jws().getBytes(StandardCharsets.US_ASCII),
                            KeyRing.of(keySet(1, ONLINE)),
                            Scope.CONFIGURE,
                            NOW));
        }
        List<ObjectNode> lines = new ArrayList<>();
        AuditChain.walk(auditFile(), lines::add);
        assertEquals("tickets", lines.getLast().path("sign").asText());
        assertEquals(1, lines.getLast().path("version").asLong());
        assertTrue(lines.getLast().path("add").isMissingNode(), "whose they are is nobody's to read there");
    }

    @Test
    void aKeyItDoesNotHaveIsUnknown() throws IOException {
        try (AuditLog audit = audit()) {
            SignRequest.Command other = new SignRequest.Command(
                    "other", Asked.unlock("harbour-7", "ana").claims());
            assertEquals(SignRefusal.UNKNOWN_KEY, refusal(signer(audit, Vouching.ofSignatureOnly()), other));
        }
    }

    @Test
    void limitsHoldAcrossARestart() throws IOException {
        try (AuditLog audit = audit()) {
            Signer signer = signer(audit, Vouching.ofSignatureOnly());
            for (int i = 0; i < 5; i++) {
                assertInstanceOf(SignAnswer.Signed.class, signer.answer(Asked.unlock("harbour-7", "ana"), "user:test"));
            }
            assertEquals(SignRefusal.RATE_LIMITED, refusal(signer, Asked.unlock("harbour-7", "ana")));
        }
        nanos.addAndGet(Duration.ofSeconds(30).toNanos());
        try (AuditLog audit = audit()) {
            Signer again = signer(audit, Vouching.ofSignatureOnly());
            assertEquals(SignRefusal.RATE_LIMITED, refusal(again, Asked.unlock("harbour-7", "ana")));
            nanos.addAndGet(Duration.ofSeconds(30).toNanos());
            assertInstanceOf(SignAnswer.Signed.class, again.answer(Asked.unlock("harbour-7", "ana"), "user:test"));
        }
    }

    @Test
    void nothingIsSignedWhenTheLogCannotBeWritten() throws IOException {
        AuditLog audit = audit();
        Signer signer = signer(audit, Vouching.ofSignatureOnly());
        audit.close();
        Files.delete(auditFile());
        Files.createDirectory(auditFile());
        assertEquals(SignRefusal.UNAVAILABLE, refusal(signer, Asked.unlock("harbour-7", "ana")));
        SignAnswer.Health health =
                assertInstanceOf(SignAnswer.Health.class, signer.answer(new SignRequest.Health(), "x"));
        assertTrue(!health.ready());
        assertEquals(0, health.signed());
    }

    @Test
    void aFloodOfRefusalsDoesNotFillTheLog() throws IOException {
        try (AuditLog audit = audit()) {
            Signer signer = signer(audit, Vouching.ofSignatureOnly());
            for (int i = 0; i < 10_000; i++) {
                signer.malformed("not JSON", "user:test");
            }
            assertEquals(1 + Signer.REFUSAL_LINES, audit.last());
            assertInstanceOf(SignAnswer.Signed.class, signer.answer(Asked.unlock("harbour-7", "ana"), "user:test"));
        }
        List<ObjectNode> lines = new ArrayList<>();
        AuditChain.walk(auditFile(), lines::add);
        assertEquals(
                10_000 - Signer.REFUSAL_LINES,
                lines.getLast().path("unlistedRefusals").asInt());
    }

    @Test
    void withTheKeySetAtHandOpeningEverythingTakesTwoPeople() throws IOException {
        try (AuditLog audit = audit()) {
            Signer signer = signer(audit, Vouching.of(write(keySet(1, ONLINE), ROOT), ROOT.verifyingKey()));
            assertEquals(
                    SignRefusal.NOT_ALLOWED,
                    refusal(signer, Asked.unlockAll(Asked.approval(ANA), Asked.approval(ONLINE))));
            assertEquals(SignRefusal.NOT_ALLOWED, refusal(signer, Asked.unlockAll("x.y.z", "a.b.c")));
            assertInstanceOf(
                    SignAnswer.Signed.class,
                    signer.answer(Asked.unlockAll(Asked.approval(ANA), Asked.approval(BEN)), "user:test"));
        }
    }

    @Test
    void aNewKeySetCountsAtOnceAndAnOlderOneNever() throws IOException {
        SigningKey next = JwkText.generate("online-2");
        Path file = write(keySet(1, ONLINE), ROOT);
        try (AuditLog audit = audit()) {
            Signer signer = signer(audit, Vouching.of(file, ROOT.verifyingKey()));
            assertInstanceOf(SignAnswer.Signed.class, signer.answer(Asked.reboot("harbour-7", "ana"), "x"));
            write(keySet(2, next), ROOT);
            assertEquals(SignRefusal.NOT_ALLOWED, refusal(signer, Asked.reboot("harbour-7", "ana")));
            write(keySet(1, ONLINE), ROOT);
            assertEquals(SignRefusal.NOT_ALLOWED, refusal(signer, Asked.reboot("harbour-7", "ana")), "it went back");
            write(keySet(3, ONLINE), BEN);
            assertEquals(SignRefusal.NOT_ALLOWED, refusal(signer, Asked.reboot("harbour-7", "ana")), "another root");
            write(keySet(4, ONLINE), ROOT);
            assertInstanceOf(SignAnswer.Signed.class, signer.answer(Asked.reboot("harbour-7", "ana"), "x"));
        }
    }

    @Test
    void aKeySetOfAnotherRootIsToldAtTheStart() throws IOException {
        Path file = write(keySet(1, ONLINE), BEN);
        assertThrows(IOException.class, () -> Vouching.of(file, ROOT.verifyingKey()));
    }

    private static SignRefusal refusal(Signer signer, SignRequest request) {
        return assertInstanceOf(SignAnswer.Refused.class, signer.answer(request, "user:test"))
                .reason();
    }
}

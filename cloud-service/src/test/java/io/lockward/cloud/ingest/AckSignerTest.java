package io.lockward.cloud.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.lockward.cloud.platform.Gauges;
import io.lockward.fleet.ingest.Ingest.BankAck;
import io.lockward.protocol.Ack;
import io.lockward.protocol.AckClaims;
import io.lockward.protocol.BankId;
import io.lockward.protocol.JournalId;
import io.lockward.protocol.key.KeyRing;
import io.lockward.protocol.key.KeySet;
import io.lockward.protocol.key.Scope;
import io.lockward.protocol.key.SigningKey;
import io.lockward.protocol.key.TrustedKey;
import io.lockward.protocol.wire.Decoded;
import io.lockward.protocol.wire.JwkText;
import io.lockward.protocol.wire.Opened;
import io.lockward.protocol.wire.SignedMessage;
import io.lockward.protocol.wire.WireJson;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which key an ack is signed with, while keys come and go.
final class AckSignerTest {
    private static final Instant NOW = Instant.parse("2026-11-30T08:00:00Z");
    private static final BankId OLD = new BankId("old-1");
    private static final BankId NEW = new BankId("new-1");
    private static final BankId BARE = new BankId("bare-1");
    private static final JournalId JOURNAL = JournalId.parse("3b241101-e2bb-4255-8caf-4136c566a962");

    @TempDir
    private Path folder;

    private final SigningKey first = JwkText.generate("ack-1");
    private final SigningKey second = JwkText.generate("ack-2");
    private final Map<BankId, TrustedKey> keys = Map.of(OLD, trusted(first), NEW, trusted(second));
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    private AckSigner signer() {
        return new AckSigner(keys::get, new IngestMetrics(registry, new Gauges(registry)), folder);
    }

    private static TrustedKey trusted(SigningKey key) {
        return new TrustedKey(
                key.kid(), key.verifyingKey(), NOW, NOW.plusSeconds(3_600), Set.of(Scope.ACKNOWLEDGE), null);
    }

    private void put(SigningKey key) throws IOException {
        Files.writeString(folder.resolve(key.kid() + ".jwk"), JwkText.write(key));
    }

    private static BankAck ack(BankId bank) {
        return new BankAck(bank, new Ack(JOURNAL, 7));
    }

    private static void signed(BankId bank, SigningKey key, byte[] payload) {
        KeyRing ring = KeyRing.of(new KeySet(1, NOW, List.of(trusted(key))));
        Opened.Ok<?> opened =
                assertInstanceOf(Opened.Ok.class, SignedMessage.ACK.open(payload, ring, Scope.ACKNOWLEDGE, NOW));
        assertEquals(new AckClaims(bank, JOURNAL, 7), opened.message());
    }

    private static void bare(byte[] payload) {
        assertEquals(new Decoded.Ok<>(new Ack(JOURNAL, 7)), WireJson.ack(payload));
    }

    private double unsigned(String reason) {
        return registry.counter("lockward.ingest.acks.unsigned", "reason", reason)
                .count();
    }

    @Test
    void eachBankGetsTheKeyItKnowsAndOneWithoutGetsWhatItAlwaysGot() throws IOException {
        put(first);
        put(second);
        AckSigner signer = signer();
        signer.refresh();
        signed(OLD, first, signer.payload(ack(OLD)));
        signed(NEW, second, signer.payload(ack(NEW)));
        bare(signer.payload(ack(BARE)));
        assertEquals(1, unsigned("no-key-in-set"));
        assertEquals(0, unsigned("key-not-here"));
    }

    @Test
    void aKeyThatIsPutThereCountsWithoutARestart() throws IOException {
        AckSigner signer = signer();
        signer.refresh();
        bare(signer.payload(ack(OLD)));
        assertEquals(1, unsigned("key-not-here"));
        put(first);
        signer.refresh();
        signed(OLD, first, signer.payload(ack(OLD)));
    }

    @Test
    void anotherKeyOfTheSameNameSignsNothing() throws IOException {
        put(JwkText.generate("ack-1"));
        Files.writeString(folder.resolve("broken.jwk"), "{}");
        AckSigner signer = signer();
        signer.refresh();
        bare(signer.payload(ack(OLD)));
        assertEquals(1, unsigned("key-not-here"));
    }
}

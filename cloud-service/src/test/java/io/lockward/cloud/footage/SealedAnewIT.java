package io.lockward.cloud.footage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.agroal.api.AgroalDataSource;
import io.lockward.cloud.platform.TestData;
import io.lockward.cloud.platform.TestDatabase;
import io.lockward.cloud.sql.SqlQuery;
import io.lockward.cloud.vault.VaultKeys;
import io.lockward.cloud.vault.VaultKeys.Sealed;
import io.lockward.fleet.FleetStore;
import io.lockward.fleet.clip.ClipKey;
import io.lockward.protocol.BankId;
import io.lockward.protocol.UploadClaims;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What happens to a clip while somebody looks whether it is the right one. Its bank deletes its only copy once it is
/// told that the clip is whole, so it may be told so of nothing but what a row calls stored.
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(TestData.class)
class SealedAnewIT {
    private static final String CLIP = "c-1";

    @TestHTTPResource("/")
    URI cloud = URI.create("http://127.0.0.1");

    private final FleetStore store;
    private final Footage footage;
    private final FootageStore rows;
    private final VaultKeys keys;
    private final AgroalDataSource database;
    private final String bank = "bank-" + UUID.randomUUID().toString().substring(0, 8);
    private final ClipKey clip = new ClipKey(new BankId(bank), CLIP);
    private final byte[] film = Filmed.film(100_000, 11);

    @Inject
    SealedAnewIT(FleetStore store, Footage footage, FootageStore rows, VaultKeys keys, AgroalDataSource database) {
        this.store = store;
        this.footage = footage;
        this.rows = rows;
        this.keys = keys;
        this.database = database;
    }

    /// All of it is here, and nobody looked at it yet.
    private Content arrived() {
        new Filmed(bank, cloud, store).recorded(CLIP, film);
        assertTrue(footage.append(clip, 0, film, film.length));
        return now();
    }

    private Content now() {
        Content content = footage.content(clip);
        assertNotNull(content);
        return content;
    }

    private Footage.Conclusion concluded(Content content) {
        return footage.conclude(content, new UploadClaims(clip.bank(), CLIP, Filmed.sha256(film), film.length));
    }

    @Test
    void a_clip_whose_key_is_sealed_anew_meanwhile_is_stored_before_its_bank_hears_so() throws IOException {
        Content before = arrived();
        Sealed sealed = before.key();
        assertNotNull(sealed);
        String purpose = bank + "/" + CLIP;
        rows.reseal(clip, sealed, keys.seal(purpose, keys.open(purpose, sealed)));

        assertEquals(Footage.Conclusion.RIGHT, concluded(before));
        assertTrue(now().whole(), "what the bank may delete is stored");
        try (InputStream all = footage.open(now(), 0, film.length)) {
            assertArrayEquals(film, all.readAllBytes());
        }
        assertEquals(Footage.Conclusion.RIGHT, concluded(before), "another replica was quicker");
    }

    @Test
    void a_clip_that_goes_meanwhile_is_called_gone() {
        Content before = arrived();
        new SqlQuery("update clip set removing_at = now() where bank = ? and clip = ?", bank, CLIP).update(database);
        assertEquals(Footage.Conclusion.GONE, concluded(before));
    }

    @Test
    void a_clip_that_another_replica_gave_up_meanwhile_is_asked_for_again() {
        Content before = arrived();
        Sealed sealed = before.key();
        assertNotNull(sealed);
        new SqlQuery("update clip set received = 0, sealed_key = null, master_key = null where bank = ?", bank)
                .update(database);
        assertEquals(Footage.Conclusion.UNSETTLED, concluded(before));
    }
}

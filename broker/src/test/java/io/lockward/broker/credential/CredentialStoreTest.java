package io.lockward.broker.credential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.broker.access.Principal;
import io.lockward.broker.credential.CredentialsFile.Entry;
import io.lockward.protocol.BankId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialStoreTest {
    private static final RandomGenerator RANDOM = RandomGenerator.of("L64X128MixRandom");

    @TempDir
    Path folder;

    private Instant now = Instant.parse("2026-11-22T10:00:00Z");
    private final InstantSource clock = () -> now;
    private final List<Set<String>> revoked = new ArrayList<>();
    private final Entry harbour = bank("harbour-7");
    private final Entry station = bank("station-1");
    private Path file = Path.of("set before each test");

    @BeforeEach
    void writeFile() throws IOException {
        file = folder.resolve("credentials");
        CredentialsFile.write(file, List.of(harbour));
    }

    @Test
    void findsABankThatWasAddedWhileItRuns() throws IOException {
        CredentialStore store = new CredentialStore(file, clock, revoked::add);
        assertNull(store.find("station-1"));

        CredentialsFile.write(file, List.of(harbour, station));
        assertNull(store.find("station-1"), "it does not look at the file for every stranger");
        now = now.plusMillis(200);

        assertEquals(station, store.find("station-1"));
        assertTrue(revoked.isEmpty());
    }

    @Test
    void tellsWhoWasRemovedOrChanged() throws IOException {
        CredentialsFile.write(file, List.of(harbour, station));
        CredentialStore store = new CredentialStore(file, clock, revoked::add);

        CredentialsFile.write(file, List.of(bank("station-1")));
        now = now.plusSeconds(1);
        store.refresh();

        assertEquals(List.of(Set.of("harbour-7", "station-1")), revoked);
        assertFalse(store.knows("harbour-7"));
    }

    @Test
    void keepsTheLastGoodFileWhenItGoesAway() throws IOException {
        CredentialStore store = new CredentialStore(file, clock, revoked::add);
        Files.delete(file);
        now = now.plusSeconds(1);
        store.refresh();

        assertNotNull(store.find("harbour-7"));

        CredentialsFile.write(file, List.of());
        now = now.plusSeconds(1);
        store.refresh();
        assertNull(store.find("harbour-7"), "an empty file is an order, a missing one is an accident");
    }

    @Test
    void doesNotStartWithoutAFile() throws IOException {
        Files.delete(file);
        assertThrows(IOException.class, () -> new CredentialStore(file, clock, revoked::add));
    }

    @Test
    void letsNobodyInByABadLineOrByTwoLines() {
        CredentialsFile.Content content = CredentialsFile.parse(List.of(
                "# comment",
                "",
                harbour.line(),
                "station-1:bank:plain-password",
                "UPPER:bank:" + harbour.hash().written(),
                "cloud:root:" + harbour.hash().written(),
                "short",
                station.line(),
                bank("station-1").line()));

        assertEquals(Set.of("harbour-7"), content.entries().keySet());
        assertEquals(List.of(4, 5, 6, 7, 9), content.badLines());
    }

    @Test
    void keepsTheFileFromOtherPeople() throws IOException {
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        try (var files = Files.list(folder)) {
            assertEquals(List.of(file), files.toList(), "no draft stays behind");
        }
    }

    private static Entry bank(String id) {
        return new Entry(new Principal.Bank(new BankId(id)), PasswordHash.of("secret of " + id, 1, RANDOM));
    }
}

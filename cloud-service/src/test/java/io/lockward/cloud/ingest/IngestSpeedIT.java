package io.lockward.cloud.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lockward.cloud.platform.TestDatabase;
import io.lockward.cloud.store.PostgresFleetStore;
import io.lockward.cloud.store.RetentionStore;
import io.lockward.fleet.ingest.Arrival;
import io.lockward.fleet.ingest.Ingest;
import io.lockward.fleet.presence.BankWords;
import io.lockward.protocol.ChainHash;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.JournalId;
import io.lockward.protocol.entry.OccupancyEntry;
import io.lockward.protocol.entry.Stamp;
import io.lockward.protocol.wire.WireJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGPoolingDataSource;

/// Says how fast ingest is without MQTT: 1,000 banks, one entry a message, 1,000 messages a transaction, one writer.
class IngestSpeedIT {
    private static final int BANKS = 1_000;
    private static final int ROUNDS = 20;
    private static final Instant NOW = Instant.parse("2026-11-20T17:00:00Z");

    @Test
    @SuppressWarnings("deprecation") // good enough here: it only must not connect anew each time
    void takes_every_entry_and_says_how_fast() {
        PGPoolingDataSource source = new PGPoolingDataSource();
        source.setUrl(TestDatabase.freshDatabase());
        source.setUser("lockward");
        source.setPassword(TestDatabase.password());
        Flyway.configure().dataSource(source).load().migrate();
        new RetentionStore(source).makePartitions(NOW, 1);
        PostgresFleetStore store = new PostgresFleetStore(source);
        ChainHash[] chain = new ChainHash[BANKS];
        Arrays.fill(chain, ChainHash.START);
        long decoding = 0;
        long writing = 0;
        int fresh = 0;
        for (int round = 1; round <= ROUNDS; round++) {
            List<byte[]> payloads = new ArrayList<>();
            for (int bank = 0; bank < BANKS; bank++) {
                byte[] json = WireJson.encode(
                        new Stamp(NOW, 1, round),
                        new OccupancyEntry.Suspect(new CompartmentId("A0" + round % 8), "x".repeat(100)));
                payloads.add(
                        WireJson.encodeRun(new JournalId(new UUID(7, bank)), 1, round, chain[bank], List.of(json)));
                chain[bank] = chain[bank].then(json);
            }
            long start = System.nanoTime();
            List<Arrival> batch = new ArrayList<>();
            for (int bank = 0; bank < BANKS; bank++) {
                batch.add(Arrival.read(
                        "lockward/v1/bank-" + bank + "/entries", payloads.get(bank), false, NOW, BankWords.believed()));
            }
            long read = System.nanoTime();
            fresh += Ingest.take(store, batch).fresh();
            if (round > 5) {
                decoding += read - start;
                writing += System.nanoTime() - read;
            }
        }
        double messages = (ROUNDS - 5) * (double) BANKS;
        System.out.printf(
                "ingest decode %.0f us/message, write %.0f us/message, %.0f entries/s on one thread%n",
                decoding / messages / 1000, writing / messages / 1000, messages * 1e9 / (decoding + writing));
        assertEquals(BANKS * ROUNDS, fresh);
    }
}

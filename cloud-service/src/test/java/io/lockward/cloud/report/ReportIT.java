package io.lockward.cloud.report;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.agroal.api.AgroalDataSource;
import io.lockward.cloud.command.SpokenBank;
import io.lockward.cloud.platform.TestData;
import io.lockward.cloud.platform.TestDatabase;
import io.lockward.cloud.sql.SqlQuery;
import io.lockward.fleet.FleetStore;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.ParcelId;
import io.lockward.protocol.Presence;
import io.lockward.protocol.entry.ParcelEntry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A site's month over HTTP, counted from what a bank said through the real ingest.
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(TestData.class)
class ReportIT {
    private static final CompartmentId A01 = new CompartmentId("A01");
    private static final CompartmentId A02 = new CompartmentId("A02");

    private final AgroalDataSource database;
    private final String id = "report-" + UUID.randomUUID().toString().substring(0, 8);
    private final String path = "/api/v1/reports/sites/" + id;
    private final SpokenBank bank;

    @Inject
    ReportIT(FleetStore store, AgroalDataSource database) {
        this.database = database;
        this.bank = new SpokenBank(id, store);
    }

    @BeforeEach
    void a_site_has_a_month() {
        new SqlQuery("insert into site (id, name, time_zone) values (?, 'Hafenstra\u00dfe', 'Europe/Lisbon')", id)
                .update(database);
        new SqlQuery("insert into bank (id, name, site) values (?, 'Lobby', ?)", id, id).update(database);
        bank.presence(Presence.State.ONLINE);
        ParcelId parcel = new ParcelId(UUID.randomUUID());
        bank.say(
                new ParcelEntry.DepositConcluded("d1", A01, "verified", parcel, null),
                new ParcelEntry.DepositConcluded("d2", A02, "nothing-placed", null, null),
                new ParcelEntry.PickupConcluded("p1", A01, "collected", parcel, null));
        Instant now = Instant.now();
        new SqlQuery(
                        "insert into command (id, bank, kind, compartment, reason, asked_by, created_at, deadline_at, state,"
                                + " ended, cmd) values (?, ?, 'unlock', 'A02', 'it waits', 'berta', ?, ?, 'verified', true, ?)",
                        UUID.randomUUID(),
                        id,
                        now,
                        now,
                        "{\"kind\":\"unlock\",\"compartment\":\"A02\"}")
                .update(database);
        alarm("bank-offline", "major", now.minusSeconds(30), null);
        alarm("door-jammed", "major", now.minusSeconds(60), "berta");
        alarm("clock-wrong", "minor", now.minusSeconds(50), null);
        look(now, "view");
        look(now, "view");
    }

    private void alarm(String kind, String severity, Instant raised, @Nullable String taken) {
        new SqlQuery(
                        "insert into alarm (bank, subject, kind, severity, raised_at, cleared_at, why, suggestion,"
                                + " acknowledged_by) values (?, ?, ?, ?, ?, ?, 'so', 'look', ?)",
                        id,
                        "test-" + kind,
                        kind,
                        severity,
                        raised,
                        raised.plusSeconds(5),
                        taken)
                .update(database);
    }

    private void look(Instant at, String what) {
        new SqlQuery(
                        "insert into clip_access (id, at, until, person, role, session, case_id, kind, site, bank, clip, what,"
                                + " why) values (?, ?, ?, 'berta', 'support', 's', ?, 'asked', ?, ?, 'c-1', ?, 'a resident asked')",
                        UUID.randomUUID(),
                        at,
                        at,
                        UUID.randomUUID(),
                        id,
                        id,
                        what)
                .update(database);
    }

    private RequestSpecification property(String site) {
        String key = "lw_" + UUID.randomUUID();
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            new SqlQuery(
                            "insert into api_key (id, name, key_hash, roles, sites) values (?, ?, ?, ?, ?)",
                            UUID.randomUUID(),
                            "property-" + site,
                            hash,
                            List.of("property"),
                            List.of(site))
                    .update(database);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        return given().header("Authorization", "Bearer " + key);
    }

    @Test
    void a_property_reads_the_month_of_its_own_site_and_of_no_other() {
        Response month = property(id).get(path);
        assertEquals(200, month.statusCode(), month.asString());
        assertEquals(3, month.<Integer>path("interactions.all"));
        assertEquals(2, month.<Integer>path("interactions.deposits"));
        assertEquals(2, month.<Integer>path("interactions.withoutStaff"), "A02 was opened from afar");
        assertEquals(1, month.<Integer>path("parcels.putIn"));
        assertEquals(1, month.<Integer>path("parcels.collected"));
        assertEquals(
                List.of("The bank is not connected.", "A lock was driven and the door stayed shut."),
                month.jsonPath().getList("incidents.what"),
                "what weighs little is left out");
        assertEquals(List.of(false, true), month.jsonPath().getList("incidents.taken"));
        assertEquals(2, month.<Integer>path("footage.opened[0].times"));
        assertEquals(1, month.<Integer>path("footage.opened[0].people"));
        assertFalse(month.asString().contains("berta"), "nobody is named");
        assertEquals(Instant.now().atZone(ZoneId.of("Europe/Lisbon")).toString().substring(0, 7), month.path("month"));
        assertEquals(
                List.of(id),
                property(id).get("/api/v1/reports/sites").jsonPath().getList("items.id"));
        assertEquals(404, property("elsewhere").get(path).statusCode());
        assertEquals(404, property("elsewhere").get(path + "/paper").statusCode());
        assertEquals(400, property(id).get(path + "?month=2026-13").statusCode());
        Response earlier = property(id).get(path + "?month=2020-02");
        assertEquals(0, earlier.<Integer>path("interactions.all"));
        assertEquals(List.of(), earlier.jsonPath().getList("incidents"));
        assertEquals(true, earlier.path("over"));
    }

    /// The plan, not the time, with 2,000 commands of the bank that are rolled back. Entries are few, so that
    /// reading all of them is forbidden.
    @Test
    void whether_somebody_helped_is_looked_up_by_time_and_not_among_all_commands() throws SQLException {
        StringBuilder plan = new StringBuilder();
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try (Statement set = connection.createStatement();
                    PreparedStatement explain = connection.prepareStatement("explain " + ReportStore.ENDED)) {
                set.execute("set local enable_seqscan = off");
                set.execute(
                        "insert into command (id, bank, kind, compartment, reason, asked_by, created_at, deadline_at,"
                                + " state, ended, cmd) select gen_random_uuid(), '" + id
                                + "', 'unlock', 'A01', 'r', 'p', t, t,"
                                + " 'verified', true, '{}' from (select now() - g * interval '1 hour' as t"
                                + " from generate_series(1, 2000) g) q");
                set.execute("analyze command");
                explain.setString(1, id);
                explain.setTimestamp(2, Timestamp.from(Instant.now().minusSeconds(3_600)));
                explain.setTimestamp(3, Timestamp.from(Instant.now()));
                try (ResultSet rows = explain.executeQuery()) {
                    while (rows.next()) {
                        plan.append(rows.getString(1)).append('\n');
                    }
                }
            } finally {
                connection.rollback();
            }
        }
        assertTrue(
                plan.toString().contains("Scan on command_unlocks")
                        || plan.toString().contains("using command_unlocks"),
                plan.toString());
    }

    @Test
    void the_same_is_there_on_paper() throws IOException {
        Response paper = property(id).get(path + "/paper");
        assertEquals("application/pdf", paper.contentType());
        try (PDDocument document = Loader.loadPDF(paper.asByteArray())) {
            String read = new PDFTextStripper().getText(document).replaceAll("\\s+", " ");
            assertTrue(read.contains("Hafenstra\u00dfe"), read);
            assertTrue(read.contains("Deposits and pickups: 3 (2 and 1)."), read);
            assertTrue(read.contains("Without staff: 2."), read);
            assertTrue(read.contains("The bank is not connected. Over on"), read);
            assertTrue(read.contains("asked, view: 2 times, 1 clip, by 1 person."), read);
        }
    }
}

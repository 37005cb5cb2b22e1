package io.lockward.cloud.parcel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import io.agroal.api.AgroalDataSource;
import io.lockward.cloud.command.BankOnBroker;
import io.lockward.cloud.notice.Receiver;
import io.lockward.cloud.platform.TestBroker;
import io.lockward.cloud.platform.TestData;
import io.lockward.cloud.platform.TestDatabase;
import io.lockward.cloud.platform.TestMail;
import io.lockward.cloud.sql.SqlQuery;
import io.lockward.protocol.BankId;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.ParcelId;
import io.lockward.protocol.entry.ConditionEntry;
import io.lockward.protocol.entry.DoorEntry;
import io.lockward.protocol.entry.KioskEntry;
import io.lockward.protocol.entry.ParcelEntry;
import io.lockward.protocol.entry.TicketEntry;
import io.lockward.protocol.key.Scope;
import io.lockward.protocol.parcel.BankSecret;
import io.lockward.protocol.parcel.PickupCode;
import io.lockward.protocol.parcel.SealKey;
import io.lockward.protocol.parcel.Ticket;
import io.lockward.protocol.parcel.Tickets;
import io.lockward.protocol.wire.Opened;
import io.lockward.protocol.wire.SealKeyText;
import io.lockward.protocol.wire.SecretSeal;
import io.lockward.protocol.wire.SignedMessage;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// A parcel on its whole way: announced over HTTP, told to the bank over a real broker, put in, told to its
/// recipient by a real mail server and to an integrator by a real webhook, and collected.
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(TestData.class)
@QuarkusTestResource(value = TestBroker.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(value = TestMail.class, restrictToAnnotatedClass = true)
class ParcelRoundTripIT extends BankOnBroker {
    private static final CompartmentId A07 = new CompartmentId("A07");

    @ConfigProperty(name = "lockward.test.imap.port", defaultValue = "0")
    int imap;

    @Inject
    AgroalDataSource database;

    private BankSecret secret = new BankSecret(secretBytes(20261130));
    private int generation = 1;
    private final Map<String, Ticket> tickets = new TreeMap<>();
    private long version;
    private @Nullable SealKey sealKey;
    private String courierPrint = "";

    private static byte[] secretBytes(long seed) {
        byte[] bytes = new byte[BankSecret.BYTES];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    @Test
    void a_parcel_is_announced_put_in_told_of_and_collected() throws Exception {
        try (Receiver receiver = new Receiver(() -> 200)) {
            Response hook = put(
                    "/api/v1/webhooks/shop-" + name, Map.of("url", receiver.address("/hook"), "banks", List.of(name)));
            String hookSecret = hook.path("secret");
            String recipient = "unit-" + name;
            String email = name + "@example.org";
            assertEquals(
                    200,
                    put(
                                    "/api/v1/recipients/" + recipient,
                                    Map.of(
                                            "unit",
                                            "4B",
                                            "name",
                                            "Ana Silva",
                                            "email",
                                            email,
                                            "language",
                                            "de",
                                            "banks",
                                            List.of(name)))
                            .statusCode());
            String courierCode = put(
                            "/api/v1/couriers/dhl-" + name,
                            Map.of("label", "DHL", "until", "2030-01-01T00:00:00Z", "banks", List.of(name)))
                    .path("code");
            takeTickets("recipient/" + recipient);
            takeTickets("courier/dhl-" + name);
            courierPrint = PickupCode.fingerprint(secret, courierCode);
            assertEquals(
                    courierPrint,
                    ticket(Ticket.Courier.class, "courier/dhl-" + name).fingerprint());
            assertEquals(
                    "A. S.",
                    ticket(Ticket.Recipient.class, "recipient/" + recipient).name());

            String key = UUID.randomUUID().toString();
            Map<String, Object> body = Map.of(
                    "bank",
                    name,
                    "recipient",
                    recipient,
                    "tracking",
                    "JD014600",
                    "reference",
                    "order-" + name,
                    "size",
                    "small");
            Response announced = announce(body, key);
            assertEquals(201, announced.statusCode(), announced.asString());
            String id = announced.path("id");
            assertEquals(id, announce(body, key).path("id"), "the same request again is the same parcel");
            takeTickets("delivery/" + id);
            assertEquals(
                    "4B, A. S.", ticket(Ticket.Delivery.class, "delivery/" + id).label());

            ParcelId parcel = ParcelId.parse(id);
            String code = PickupCode.derive(secret, parcel, 1);
            say(
                    new ParcelEntry.DepositStarted("d1", A07, parcel, "dhl-" + name, recipient, null),
                    new DoorEntry.Opened(A07, null),
                    new DoorEntry.Closed(A07, 4_000L),
                    new ParcelEntry.DepositConcluded("d1", A07, "verified", parcel, null),
                    coded(parcel, 1));
            await("the letter", () -> letters(email).stream().anyMatch(text -> text.contains(grouped(code))));
            assertTrue(letters(email).getFirst().contains("Fach: A07"), "in the recipient's language");
            assertTrue(letters(email).getFirst().endsWith("\nQR: " + code), "as the reader at the screen reads it");
            await("the webhook", () -> !receiver.came().isEmpty());
            Receiver.Came came = receiver.came().getFirst();
            assertTrue(
                    came.body().contains("\"type\":\"parcel.waiting\"")
                            && came.body().contains(code),
                    came.body());
            assertTrue(came.body().contains("order-" + name));
            assertEquals(
                    io.lockward.cloud.notice.SignatureCheck.of(hookSecret, came),
                    came.signature(),
                    "as any library of Standard Webhooks computes it");
            takeUntilGone("delivery/" + id);

            say(new KioskEntry.Trouble("K7-412", "door-stuck", A07, parcel));
            await("the trouble", () -> found("K7-412", "troubles.bank").contains(name));
            assertEquals(List.of(id), found("K7-412", "parcels.id"));
            assertTrue(found(code.substring(4), "parcels.id").contains(id), "found by the tail of its code");
            assertEquals(400, api().get("/api/v1/parcels/search?q=" + code).statusCode(), "a whole code is refused");

            assertEquals(
                    200,
                    post("/api/v1/parcels/" + id + "/code", Map.of("reason", "lost it"))
                            .statusCode());
            takeTickets("parcel/" + id);
            assertEquals(2, ticket(Ticket.Parcel.class, "parcel/" + id).number());
            say(coded(parcel, 2));
            String second = PickupCode.derive(secret, parcel, 2);
            assertNotEquals(code, second);
            await("the new code", () -> letters(email).stream().anyMatch(text -> text.contains(grouped(second))));

            String third = losesItsSecret(parcel, email, second);
            rotatesTheSealKey(receiver, parcel, email, hookSecret);

            say(new ConditionEntry.Raised(ConditionEntry.Kind.MISSING_CONTENT, "A07", null));
            await("the contradiction", () -> "contradictory".equals(state(id)));
            Response list = api().get("/api/v1/reconciliation?bank=" + name);
            assertEquals(List.of("missing"), list.jsonPath().getList("items.kind"), list.asString());
            assertEquals(2, list.jsonPath().getList("items[0].evidence").size());
            say(new ConditionEntry.Cleared(ConditionEntry.Kind.MISSING_CONTENT, "A07"));
            await("the end of it", () -> "waiting".equals(state(id)));
            assertEquals(
                    List.of(),
                    api().get("/api/v1/reconciliation?bank=" + name).jsonPath().getList("items"));

            say(
                    new ParcelEntry.PickupStarted("p1", A07, parcel, ParcelEntry.Taker.RECIPIENT, null),
                    new ParcelEntry.PickupConcluded("p1", A07, "collected", parcel, null));
            await("the end", () -> "collected".equals(state(id)));
            await(
                    "the last word",
                    () -> receiver.came().stream().anyMatch(one -> one.body().contains("parcel.collected")));
            await("the last letter", () -> letters(email).stream().anyMatch(text -> text.contains("abgeholt")));
            assertTrue(
                    letters(email).stream().noneMatch(text -> text.contains("abgeholt") && text.contains("QR: ")),
                    "no picture where there is no code");
            Response story = api().get("/api/v1/parcels/" + id);
            assertEquals(
                    List.of(
                            "announced",
                            "deposit.started",
                            "deposit.concluded",
                            "parcel.coded",
                            "kiosk.trouble",
                            "renewed",
                            "parcel.coded",
                            "parcel.coded",
                            "parcel.coded",
                            "pickup.started",
                            "pickup.concluded"),
                    story.jsonPath().getList("steps.what"),
                    story.asString());
            assertEquals(List.of("door.opened", "door.closed"), story.jsonPath().getList("doors.type"));
            assertEquals(
                    5,
                    story.jsonPath()
                            .getList("notices.findAll { it.channel == 'webhook' && it.state == 'sent' }")
                            .size());
            assertFalse(
                    WhatIsKept.anywhere(database, code, second, third, courierCode), "no code lies in the database");
            assertEquals(
                    5,
                    receiver.came().stream().map(Receiver.Came::id).distinct().count());
        }
    }

    /// The bank's new secret comes before or after the code that was made with it, and twice; its recipient is
    /// told once.
    private String losesItsSecret(ParcelId parcel, String email, String before) throws Exception {
        SealKey key = Objects.requireNonNull(sealKey);
        TicketEntry.Secret old = sealed(key);
        secret = new BankSecret(secretBytes(20261201));
        generation++;
        String code = PickupCode.derive(secret, parcel, 3);
        say(coded(parcel, 3));
        await("the webhook that waits", () -> !problem("code-changed/3").isEmpty());
        say(sealed(key), sealed(key));
        await("the third code", () -> letters(email).stream().anyMatch(text -> text.contains(grouped(code))));
        assertEquals(
                1,
                letters(email).stream()
                        .filter(text -> text.contains(grouped(code)))
                        .count());
        assertNotEquals(before, code);
        assertNotEquals(old.mark(), sealed(key).mark());
        takeUntil(
                "the courier's fingerprint under the new secret",
                () -> !ticket(Ticket.Courier.class, "courier/dhl-" + name)
                        .fingerprint()
                        .equals(courierPrint));
        return code;
    }

    /// The file gets another key, as `lockward keys seal` puts it there; the bank seals anew, and codes still
    /// come.
    private void rotatesTheSealKey(Receiver receiver, ParcelId parcel, String email, String hookSecret)
            throws Exception {
        String first = Objects.requireNonNull(sealKey).kid();
        Path file = Path.of(data, "seal-key");
        List<SealKeyText.Pair> keys = new ArrayList<>(SealKeyText.read(Files.readString(file)));
        keys.addFirst(SealKeyText.generate());
        Files.writeString(file, SealKeyText.write(keys));
        String second = keys.getFirst().key().kid();
        await("that this bank is behind", () -> behind().contains(name) && inUse().equals(second));
        takeUntil("the new key", () -> sealKey != null && sealKey.kid().equals(second));
        await("that this bank is not behind", () -> !behind().contains(name));
        await(
                "that nothing is locked with the old one",
                () -> api().get("/api/v1/seal-key").jsonPath().getList("locked").isEmpty());
        assertNotEquals(first, second);
        keys.removeLast();
        Files.writeString(file, SealKeyText.write(keys));
        int before = receiver.came().size();
        say(coded(parcel, 4));
        String code = PickupCode.derive(secret, parcel, 4);
        await("the fourth code", () -> letters(email).stream().anyMatch(text -> text.contains(grouped(code))));
        await("its webhook", () -> receiver.came().size() > before);
        Receiver.Came came = receiver.came().getLast();
        assertEquals(
                io.lockward.cloud.notice.SignatureCheck.of(hookSecret, came),
                came.signature(),
                "signed with the same secret, which is locked away with the new key now");
    }

    private List<String> behind() {
        return api().get("/api/v1/seal-key").jsonPath().getList("behind.bank");
    }

    private String inUse() {
        return api().get("/api/v1/seal-key").jsonPath().getString("keys[0].kid");
    }

    private List<String> problem(String news) {
        return new SqlQuery(
                        "select problem from notice where bank = ? and news = ? and problem is not null", name, news)
                .list(database, row -> row.getString(1));
    }

    private TicketEntry.Secret sealed(SealKey key) {
        return new TicketEntry.Secret(
                key.kid(), SecretSeal.seal(new BankId(name), secret, key), generation, PickupCode.mark(secret));
    }

    private ParcelEntry.Coded coded(ParcelId parcel, int number) {
        String code = PickupCode.derive(secret, parcel, number);
        return new ParcelEntry.Coded(
                parcel, A07, number, PickupCode.fingerprint(secret, code), PickupCode.prefix(secret, code));
    }

    private <T extends Ticket> T ticket(Class<T> kind, String key) {
        return kind.cast(Objects.requireNonNull(tickets.get(key), key));
    }

    private String state(String id) {
        return api().get("/api/v1/parcels/" + id).path("state");
    }

    private List<String> found(String words, String path) {
        return api().get("/api/v1/parcels/search?q=" + words).jsonPath().getList(path);
    }

    private Response announce(Map<String, Object> body, String key) {
        return api().header("Idempotency-Key", key)
                .contentType("application/json")
                .body(body)
                .post("/api/v1/parcels");
    }

    private Response put(String path, Map<String, ?> body) {
        return api().contentType("application/json").body(body).put(path);
    }

    private Response post(String path, Map<String, ?> body) {
        return api().contentType("application/json").body(body).post(path);
    }

    private void takeTickets(String key) throws Exception {
        takeUntil("the ticket " + key, () -> tickets.containsKey(key));
    }

    private void takeUntilGone(String key) throws Exception {
        takeUntil("the end of the ticket " + key, () -> !tickets.containsKey(key));
    }

    /// As a bank does: each change that starts from what it has is taken, and told.
    private void takeUntil(String what, BooleanSupplier condition) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "waited in vain for " + what);
            Mqtt5Publish order = orders.poll(100, TimeUnit.MILLISECONDS);
            if (order != null && SignedMessage.TICKETS.claims(order.getPayloadAsBytes())) {
                take(order.getPayloadAsBytes());
            }
        }
    }

    private void take(byte[] signed) throws IOException {
        Opened<Tickets> opened = SignedMessage.TICKETS.open(signed, keys(), Scope.CONFIGURE, Instant.now());
        if (!(opened instanceof Opened.Ok<Tickets>(Tickets change, String _))) {
            throw new AssertionError("not signed as it should be");
        }
        if (change.version() <= version || (change.base() != 0 && change.base() != version)) {
            return;
        }
        if (change.base() == 0) {
            tickets.clear();
        }
        change.remove().forEach(tickets::remove);
        change.add().forEach(ticket -> tickets.put(ticket.key(), ticket));
        version = change.version();
        say(new TicketEntry.Applied(
                version, change.base(), change.issuedAt(), change.add(), change.remove(), change.sealKey(), null));
        SealKey seal = change.sealKey();
        if (seal != null) {
            sealKey = seal;
            say(sealed(seal));
        }
    }

    private static String grouped(String code) {
        return code.substring(0, 4) + " " + code.substring(4);
    }

    private List<String> letters(String email) {
        return WhatIsKept.letters(imap, email);
    }
}

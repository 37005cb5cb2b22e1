package io.lockward.cloud.packaging;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.agroal.api.AgroalDataSource;
import io.lockward.cloud.access.Access;
import io.lockward.cloud.access.Person;
import io.lockward.cloud.clip.Look;
import io.lockward.cloud.ingest.BankKeys;
import io.lockward.cloud.key.KeySets;
import io.lockward.cloud.packaging.Packages.Prepared;
import io.lockward.cloud.platform.TestData;
import io.lockward.cloud.platform.TestDatabase;
import io.lockward.cloud.sql.SqlQuery;
import io.lockward.fleet.EntryRef;
import io.lockward.fleet.dispute.CaseCommand;
import io.lockward.fleet.dispute.CaseFacts;
import io.lockward.protocol.BankId;
import io.lockward.protocol.ChainHash;
import io.lockward.protocol.CommandId;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.JournalId;
import io.lockward.protocol.command.CommandState;
import io.lockward.protocol.entry.Stamp;
import io.lockward.protocol.evidence.archive.Part;
import io.lockward.protocol.evidence.verify.EvidenceVerdict;
import io.lockward.protocol.evidence.verify.EvidenceVerifier;
import io.lockward.protocol.key.SigningKey;
import io.lockward.protocol.wire.CheckpointSignature;
import io.lockward.protocol.wire.JwkText;
import io.lockward.protocol.wire.WireJson;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.zip.ZipFile;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A package from entries in PostgreSQL, checked by the verifier, handed out by a link over HTTP.
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(TestData.class)
class PackagesIT {
    private static final Person ANA = new Person("ana", "support", null, "s");
    private static final byte[] PICTURES = "thirty seconds at a door".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder = Path.of("");

    private final AgroalDataSource database;
    private final BankKeys bankKeys;
    private final EvidenceKeys evidenceKeys;
    private final JournalRuns runs;
    private final Papers papers;
    private final Access access;
    private final KeySets keySets;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final List<Look.What> opened = new ArrayList<>();
    private final ShareStore shareStore;
    private final String data;

    private BankId bank = new BankId("harbour-7");
    private JournalId journal = new JournalId(UUID.randomUUID());
    private SigningKey key = JwkText.generate(null);
    private ChainHash chain = ChainHash.START;
    private long next = 1;

    @Inject
    PackagesIT(
            AgroalDataSource database,
            BankKeys bankKeys,
            EvidenceKeys evidenceKeys,
            JournalRuns runs,
            Papers papers,
            Access access,
            KeySets keySets,
            InstantSource clock,
            RandomGenerator random,
            ShareStore shareStore,
            @ConfigProperty(name = "lockward.data") String data) {
        this.database = database;
        this.bankKeys = bankKeys;
        this.evidenceKeys = evidenceKeys;
        this.runs = runs;
        this.papers = papers;
        this.access = access;
        this.keySets = keySets;
        this.clock = clock;
        this.random = random;
        this.shareStore = shareStore;
        this.data = data;
    }

    @BeforeEach
    void aBankThatWritesAndSigns() {
        bank = new BankId("pack-" + UUID.randomUUID().toString().substring(0, 8));
        journal = new JournalId(UUID.randomUUID());
        key = JwkText.generate(null);
        chain = ChainHash.START;
        next = 1;
        new SqlQuery("insert into bank (id, name) values (?, ?)", bank.value(), "Harbour Point").update(database);
        assertTrue(bankKeys.set(bank, key.verifyingKey(), true));
        entry("door.opened", "\"compartment\":\"A01\"");
        sign();
        entry("door.opened", "\"compartment\":\"A01\"");
        entry(
                "clip.recorded",
                "\"clip\":\"c-1-4-door\",\"camera\":\"door\",\"sha256\":\""
                        + Part.of("x", PICTURES).sha256() + "\"");
        sign();
        entry("door.closed", "\"compartment\":\"A01\"");
    }

    private void entry(String type, String fields) {
        put(
                type,
                "{\"at\":\"2026-11-30T08:00:00Z\",\"boot\":1,\"up\":" + next + ",\"type\":\"" + type + "\"," + fields
                        + "}");
    }

    private void sign() {
        byte[] json = WireJson.encode(
                new Stamp(Instant.parse("2026-11-30T08:00:00Z"), 1, next),
                CheckpointSignature.sign(bank, journal, 1, next - 1, chain, key));
        put("journal.checkpoint", new String(json, StandardCharsets.UTF_8));
    }

    private void put(String type, String json) {
        Instant at = clock.instant();
        new SqlQuery(
                        "insert into entry (bank, journal, epoch, seq, at, boot, up, received_at, type, json)"
                                + " values (?, ?, 1, ?, ?, 1, ?, ?, ?, ?)",
                        bank.value(),
                        journal.value(),
                        next,
                        at,
                        next,
                        at,
                        type,
                        json)
                .update(database);
        chain = chain.then(json.getBytes(StandardCharsets.UTF_8));
        next++;
    }

    private CaseFacts facts(Long... relevant) {
        Instant at = Instant.parse("2026-11-30T08:00:00Z");
        return new CaseFacts(
                UUID.nameUUIDFromBytes(bank.value().getBytes(StandardCharsets.UTF_8)),
                bank,
                "Hafenstraße 7",
                at.minusSeconds(600),
                at.plusSeconds(600),
                new CompartmentId("A01"),
                null,
                "Nothing came, says Łukasz",
                "not-here",
                "open",
                at,
                "ana",
                List.of(new CaseFacts.Check("deposit-sensed", "there", "The scale felt 1.2 kg.")),
                List.of("The door was opened twice."),
                "Likely: it was put in.",
                null,
                List.of(relevant).stream()
                        .map(seq -> new EntryRef(journal, 1, seq))
                        .toList(),
                List.of("c-1-4-door", "c-lost"),
                List.of(expired()),
                List.of());
    }

    /// One that never came to the bank, and so is in none of its entries.
    private static CaseCommand expired() {
        return new CaseCommand(
                new CommandId(new UUID(0x7000, 0x8000000000000000L)),
                "unlock",
                new CompartmentId("A01"),
                null,
                "the resident waits",
                "ana",
                Instant.parse("2026-11-30T08:00:00Z"),
                CommandState.EXPIRED,
                null,
                null);
    }

    private Packages packages(CaseFacts facts) {
        CaseFiles cases = (caseId, _) -> caseId.equals(facts.id()) ? facts : null;
        return new Packages(cases, new OneClip(journal, opened), evidenceKeys, runs, papers, access, random);
    }

    /// Footage of one clip; any other was lost.
    private record OneClip(JournalId journal, List<Look.What> opened) implements ClipSource {
        @Override
        public Footage open(UUID caseId, String clip, Person person, String why, Look.What what) {
            opened.add(what);
            return clip.equals("c-1-4-door")
                    ? new Footage.Ready(clip, new EntryRef(journal, 1, 4), () -> new ByteArrayInputStream(PICTURES))
                    : new Footage.None("it was lost: the camera was away");
        }

        @Override
        public List<Looked> looks(UUID caseId) {
            return List.of(new Looked("2026-11-30T08:01:00Z", "ana", "support", "c-1-4-door", "package", "asked"));
        }
    }

    private EvidenceVerdict verdict(Prepared.Ready ready) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ready.body().write(out);
        assertEquals(ready.bytes(), out.size(), "the length is known before");
        return verdict(out.toByteArray());
    }

    private EvidenceVerdict verdict(byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve("package.zip"), bytes);
        try (FileChannel channel = FileChannel.open(file)) {
            return EvidenceVerifier.verify(
                    channel, Objects.requireNonNull(keySets.root()).x());
        }
    }

    @Test
    void a_package_holds_and_says_what_it_does_not_prove() throws IOException {
        CaseFacts facts = facts(3L);
        Prepared.Ready ready = assertInstanceOf(
                Prepared.Ready.class,
                packages(facts).prepare(facts.id(), ANA, "the resident asked", false, Look.What.PACKAGE));
        EvidenceVerdict verdict = verdict(ready);
        assertEquals(List.of(), verdict.failures());
        assertEquals(EvidenceVerdict.State.HOLDS, verdict.state());
        var manifest = Objects.requireNonNull(verdict.manifest());
        assertEquals(1, manifest.clips().size());
        assertEquals(1, manifest.runs().size());
        assertEquals(3, manifest.runs().getFirst().first());
        assertEquals(List.of("Footage c-lost: it was lost: the camera was away."), ready.unproven());
        try (ZipFile zip = new ZipFile(folder.resolve("package.zip").toFile());
                PDDocument report = Loader.loadPDF(
                        zip.getInputStream(zip.getEntry("report.pdf")).readAllBytes())) {
            String read = new PDFTextStripper().getText(report).replaceAll("\\s+", " ");
            assertTrue(read.contains("asked for by ana: the resident waits. It expired before it was done."), read);
            String data =
                    new String(zip.getInputStream(zip.getEntry("case.json")).readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(data.replaceAll("\\s", "").contains("\"state\":\"expired\""), data);
        }
    }

    @Test
    void what_the_bank_has_not_signed_yet_waits_or_is_called_unproven() throws IOException {
        CaseFacts facts = facts(3L, 6L);
        Packages packages = packages(facts);
        assertEquals(new Prepared.NotSealed(1), packages.prepare(facts.id(), ANA, "asked", false, Look.What.PACKAGE));
        Prepared.Ready ready = assertInstanceOf(
                Prepared.Ready.class, packages.prepare(facts.id(), ANA, "asked", true, Look.What.PACKAGE));
        assertEquals(EvidenceVerdict.State.HOLDS, verdict(ready).state());
        assertTrue(ready.unproven().contains("Entry 6 of journal 1: not yet sealed by the bank."));
        sign();
        ready = assertInstanceOf(
                Prepared.Ready.class, packages.prepare(facts.id(), ANA, "asked", false, Look.What.PACKAGE));
        assertEquals(2, Objects.requireNonNull(verdict(ready).manifest()).runs().size());
    }

    @Test
    void an_entry_that_was_changed_here_is_never_packed_as_proven() throws IOException {
        new SqlQuery("update entry set json = replace(json, 'A01', 'B01') where bank = ? and seq = 3", bank.value())
                .update(database);
        CaseFacts facts = facts(3L);
        Prepared.Ready ready = assertInstanceOf(
                Prepared.Ready.class, packages(facts).prepare(facts.id(), ANA, "asked", false, Look.What.PACKAGE));
        assertTrue(
                ready.unproven().getFirst().contains("are not those that the bank signed"),
                () -> "" + ready.unproven());
        EvidenceVerdict verdict = verdict(ready);
        assertEquals(EvidenceVerdict.State.HOLDS, verdict.state());
        assertEquals(List.of(), Objects.requireNonNull(verdict.manifest()).clips(), "nor is footage that hangs on it");
    }

    @Test
    void a_link_hands_out_so_often_as_it_should_and_each_time_is_on_record() throws IOException {
        CaseFacts facts = facts(3L);
        Shares shares = new Shares(packages(facts), shareStore, access, clock, random, data);
        Shares.Made.Link link =
                assertInstanceOf(Shares.Made.Link.class, shares.make(facts.id(), ANA, "for the resident", 7, 1, false));
        String path = "/s/" + link.secret();
        given().when()
                .get(path)
                .then()
                .statusCode(200)
                .header("Cache-Control", equalTo("no-store"))
                .body(containsString("/js/evidence/share.js"));
        given().when().get(path + "/about").then().statusCode(200).body("downloads", equalTo(1));
        assertEquals(Set.of(Look.What.SHARE), Set.copyOf(opened), "on record as what it is");
        byte[] bytes = given().when()
                .header("X-Forwarded-For", "203.0.113.7") // no proxy of ours says so
                .get(path + "/package")
                .then()
                .statusCode(200)
                .contentType("application/zip")
                .header("Content-Disposition", containsString("evidence-" + facts.id()))
                .extract()
                .asByteArray();
        assertEquals(EvidenceVerdict.State.HOLDS, verdict(bytes).state());
        given().when().get(path + "/package").then().statusCode(404);
        given().when().get(path + "/about").then().statusCode(404);
        assertEquals(
                List.of("too-late", "too-late", "download", "page"),
                shares.ofCase(facts.id(), ANA).getFirst().openings().stream()
                        .map(Shares.SeenOpening::what)
                        .toList());
        assertEquals(
                Set.of("127.0.0.1"),
                shares.ofCase(facts.id(), ANA).getFirst().openings().stream()
                        .map(Shares.SeenOpening::address)
                        .collect(Collectors.toSet()));
        Path folder = Path.of(data).resolve("shares");
        Path abandoned = Files.writeString(folder.resolve(UUID.randomUUID() + ".sealed"), "a crash left it");
        Path young = Files.writeString(folder.resolve(UUID.randomUUID() + ".sealed"), "its link comes at once");
        Files.setLastModifiedTime(abandoned, FileTime.from(Instant.now().minus(Duration.ofHours(25))));
        shares.removeEnded();
        assertFalse(Files.exists(abandoned));
        assertTrue(Files.exists(young));
        try (var left = Files.list(Path.of(data).resolve("shares"))) {
            assertTrue(left.noneMatch(file -> file.toString().contains(link.id().toString())));
        }
    }

    @Test
    void a_link_that_ended_or_never_was_opens_nothing() {
        CaseFacts facts = facts(3L);
        Shares shares = new Shares(packages(facts), shareStore, access, clock, random, data);
        Shares.Made.Link link =
                assertInstanceOf(Shares.Made.Link.class, shares.make(facts.id(), ANA, "for the resident", 7, 5, false));
        assertInstanceOf(Shares.Opened.Shown.class, shares.look(link.secret(), "10.0.0.1"));
        Person elsewhere = new Person("bo", "support", Set.of("elsewhere"), "s");
        assertEquals(List.of(), shares.ofCase(facts.id(), elsewhere));
        assertFalse(shares.revoke(facts.id(), link.id(), elsewhere), "it is another site's");
        assertTrue(shares.revoke(facts.id(), link.id(), ANA));
        assertInstanceOf(Shares.Opened.Nothing.class, shares.download(link.secret(), "10.0.0.1"));
        Shares later = new Shares(
                packages(facts), shareStore, access, () -> clock.instant().plusSeconds(8 * 86_400), random, data);
        Shares.Made.Link second =
                assertInstanceOf(Shares.Made.Link.class, shares.make(facts.id(), ANA, "for the resident", 7, 5, false));
        assertInstanceOf(Shares.Opened.Nothing.class, later.download(second.secret(), "10.0.0.1"));
        for (String nothing : List.of("A".repeat(43), "../..", "")) {
            assertInstanceOf(Shares.Opened.Nothing.class, shares.look(nothing, "10.0.0.2"));
        }
        Shares.@Nullable Opened last = null;
        for (int i = 0; i < 31; i++) {
            last = shares.look("A".repeat(43), "10.0.0.3");
        }
        assertInstanceOf(Shares.Opened.TooMany.class, Objects.requireNonNull(last));
    }
}

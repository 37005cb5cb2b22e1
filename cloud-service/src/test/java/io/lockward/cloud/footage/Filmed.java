package io.lockward.cloud.footage;

import io.lockward.fleet.FleetStore;
import io.lockward.fleet.clip.ClipKey;
import io.lockward.fleet.ingest.Arrival;
import io.lockward.fleet.ingest.Ingest;
import io.lockward.fleet.presence.BankWords;
import io.lockward.protocol.BankId;
import io.lockward.protocol.ChainHash;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.JournalId;
import io.lockward.protocol.UploadClaims;
import io.lockward.protocol.entry.ClipEntry;
import io.lockward.protocol.entry.Entry;
import io.lockward.protocol.entry.Stamp;
import io.lockward.protocol.key.SigningKey;
import io.lockward.protocol.wire.JwkText;
import io.lockward.protocol.wire.SignedMessage;
import io.lockward.protocol.wire.WireJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A bank with a camera, as far as the cloud meets it: its journal's entries about clips, and its uploads.
public final class Filmed {
    private final BankId bank;
    private final SigningKey key = JwkText.generate(null);
    private final JournalId journal = new JournalId(UUID.randomUUID());
    private final URI cloud;
    private final FleetStore store;
    private ChainHash chain = ChainHash.START;
    private long seq = 1;

    public Filmed(String bank, URI cloud, FleetStore store) {
        this.bank = new BankId(bank);
        this.cloud = cloud;
        this.store = store;
    }

    public static byte[] film(int bytes, int seed) {
        byte[] film = new byte[bytes];
        new Random(seed).nextBytes(film);
        return film;
    }

    /// Its public key, for the register.
    public String publicKey() {
        return key.verifyingKey().x();
    }

    public ClipKey key(String clip) {
        return new ClipKey(bank, clip);
    }

    /// The cloud hears an entry.
    public void say(Entry entry) {
        Instant now = Instant.now();
        byte[] json = WireJson.encode(new Stamp(now, 1, seq * 1000), entry);
        byte[] run = WireJson.encodeRun(journal, 1, seq, chain, List.of(json));
        Ingest.take(
                store,
                List.of(Arrival.read("lockward/v1/" + bank + "/entries", run, false, now, BankWords.believed())));
        chain = chain.then(json);
        seq++;
    }

    /// The cloud hears of a clip.
    public void recorded(String clip, byte[] film) {
        Instant to = Instant.now();
        say(new ClipEntry.Recorded(
                clip,
                "left",
                sha256(film),
                (long) film.length,
                to.minusSeconds(30),
                to,
                1L,
                1_000L,
                31_000L,
                null,
                ClipEntry.Because.FORCED_ENTRY,
                seq,
                seq,
                new CompartmentId("A01"),
                0L,
                ClipEntry.Source.SYNTHETIC));
    }

    public static String sha256(byte[] film) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(film));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Its word for an upload.
    public String word(String clip, byte[] film) {
        return word(new UploadClaims(bank, clip, sha256(film), film.length));
    }

    String word(UploadClaims claims) {
        return new String(
                SignedMessage.UPLOAD.sign(claims, key.verifyingKey().thumbprint(), key.privateKey()),
                StandardCharsets.US_ASCII);
    }

    URI address(String clip) {
        return cloud.resolve("/api/v1/banks/" + bank + "/clips/" + clip + "/content");
    }

    HttpResponse<String> look(String clip, @Nullable String word) throws IOException, InterruptedException {
        return send(request(clip, word).method("HEAD", HttpRequest.BodyPublishers.noBody()));
    }

    HttpResponse<String> put(String clip, @Nullable String word, long offset, byte[] part)
            throws IOException, InterruptedException {
        return send(request(clip, word)
                .header("Content-Type", "application/partial-upload")
                .header("Upload-Offset", Long.toString(offset))
                .method("PATCH", HttpRequest.BodyPublishers.ofByteArray(part)));
    }

    private HttpRequest.Builder request(String clip, @Nullable String word) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address(clip));
        return word == null ? request : request.header("Authorization", "Bearer " + word);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    /// Uploads all that the cloud does not hold yet.
    public void upload(String clip, byte[] film) throws IOException, InterruptedException {
        String word = word(clip, film);
        HttpResponse<String> here = look(clip, word);
        while (!whole(here)) {
            if (here.statusCode() >= 300) {
                throw new IOException(here.statusCode() + " " + here.body());
            }
            int offset = (int) offset(here);
            int until = Math.min(film.length, offset + (4 << 20));
            here = put(clip, word, offset, java.util.Arrays.copyOfRange(film, offset, until));
        }
    }

    static long offset(HttpResponse<?> answer) {
        return answer.headers().firstValueAsLong("Upload-Offset").orElse(-1);
    }

    static boolean whole(HttpResponse<?> answer) {
        return answer.headers().firstValue("Upload-Complete").orElse("").equals("?1");
    }
}

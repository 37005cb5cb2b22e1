package io.lockward.agent.upload;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.agent.SelfSigned;
import io.lockward.agent.upload.ClipUploads.Ended;
import io.lockward.agent.upload.ClipUploads.Wanted;
import io.lockward.protocol.BankId;
import io.lockward.protocol.key.SigningKey;
import io.lockward.protocol.wire.JwkText;
import io.lockward.protocol.wire.SignedMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Against a real HTTP server that follows the contract.
final class HttpUploadsTest {
    private static final SigningKey BANK = JwkText.generate(null);
    private static final byte[] FOOTAGE = new byte[300_000];

    static {
        new Random(7).nextBytes(FOOTAGE);
    }

    private final BlockingQueue<Ended> ended = new LinkedBlockingQueue<>();
    private ShelfServer shelf;
    private HttpUploads uploads;

    @TempDir
    Path folder;

    @BeforeEach
    void open() throws IOException {
        shelf = new ShelfServer(BANK.verifyingKey());
        uploads = uploads(BANK, 50_000_000);
    }

    @AfterEach
    void close() {
        uploads.close();
        shelf.close();
    }

    private HttpUploads uploads(SigningKey key, long bytesPerSecond) {
        return uploads(key, bytesPerSecond, HttpUploads.Patiences.USUAL, null);
    }

    private HttpUploads uploads(
            SigningKey key, long bytesPerSecond, HttpUploads.Patiences patiences, @Nullable Path authorities) {
        HttpUploads made = new HttpUploads(
                new UploadSettings(new BankId("harbour-7"), shelf.url(), bytesPerSecond, authorities),
                claims -> SignedMessage.UPLOAD.sign(claims, key.kid(), key.privateKey()),
                () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()),
                new Random(1),
                patiences);
        made.listen(ended::add);
        return made;
    }

    private Wanted clip(String name, byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve(name + ".mp4"), bytes);
        return new Wanted(name, ShelfServer.hash(bytes), bytes.length, file);
    }

    private Ended end() throws InterruptedException {
        Ended end = ended.poll(20, TimeUnit.SECONDS);
        assertTrue(end != null, () -> "no end: " + shelf.story);
        return end;
    }

    @Test
    void aClipArrivesWholeThoughTheCloudIsBusyAndTheLineBreaks() throws IOException, InterruptedException {
        shelf.moods.addAll(List.of(503, 0));
        uploads.want(List.of(clip("c-1-1-left", FOOTAGE)));
        assertEquals(new Ended.Stored("c-1-1-left"), end());
        assertArrayEquals(FOOTAGE, shelf.stored("c-1-1-left"));
    }

    @Test
    void whenTheCloudSaysTooManyAtOnceNoClipIsTriedBeforeItsTime() throws IOException, InterruptedException {
        shelf.moods.add(429);
        long begun = System.nanoTime();
        uploads.want(List.of(clip("c-1-1-left", FOOTAGE), clip("c-1-2-left", FOOTAGE)));
        assertEquals(new Ended.Stored("c-1-1-left"), end());
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
        assertTrue(millis >= 1_000, "told to wait for 1 s, and here after " + millis + " ms: " + shelf.story);
        assertEquals("HEAD 429", shelf.story.getFirst());
    }

    @Test
    void anAnswerThatStopsAfterItsHeadersHoldsNobodyUp() throws IOException, InterruptedException {
        uploads.close();
        Duration soon = Duration.ofMillis(700);
        uploads = uploads(BANK, 50_000_000, new HttpUploads.Patiences(Duration.ofSeconds(5), soon), null);
        // It is told to begin, and then its first piece is answered by half.
        shelf.moods.addAll(List.of(422, ShelfServer.SILENT));
        uploads.want(List.of(clip("c-1-1-left", FOOTAGE)));
        assertEquals(new Ended.Stored("c-1-1-left"), end());
        assertArrayEquals(FOOTAGE, shelf.stored("c-1-1-left"));
    }

    /// One that the Java runtime trusts.
    private static byte[] somebodysCertificate() throws GeneralSecurityException {
        TrustManagerFactory usual = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        usual.init((KeyStore) null);
        return Stream.of(usual.getTrustManagers())
                .map(X509TrustManager.class::cast)
                .flatMap(one -> Stream.of(one.getAcceptedIssuers()))
                .findFirst()
                .orElseThrow()
                .getEncoded();
    }

    @Test
    void authoritiesThatCannotBeReadKeepClipsWaitingAndNothingElse() throws Exception {
        uploads.close();
        Path authorities = Files.writeString(folder.resolve("authorities.pem"), "no certificate");
        uploads = new HttpUploads(
                new UploadSettings(new BankId("harbour-7"), shelf.url(), 50_000_000, authorities),
                claims -> SignedMessage.UPLOAD.sign(claims, BANK.kid(), BANK.privateKey()),
                () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()),
                new Random(1));
        uploads.listen(ended::add);
        uploads.want(List.of(clip("c-1-1-left", FOOTAGE)));
        assertNull(ended.poll(700, TimeUnit.MILLISECONDS), "it goes to nobody");
        assertEquals(List.of(), shelf.story);
        Files.write(authorities, somebodysCertificate());
        assertEquals(new Ended.Stored("c-1-1-left"), end());
    }

    @Test
    void aPieceThatTheCloudDoesNotWaitForIsSentSmaller() throws IOException, InterruptedException {
        shelf.moods.add(408);
        uploads.want(List.of(clip("c-1-1-left", FOOTAGE)));
        assertEquals(new Ended.Stored("c-1-1-left"), end());
        assertArrayEquals(FOOTAGE, shelf.stored("c-1-1-left"));
    }

    @Test
    void aClipThatTheCloudDoesNotKnowYetHoldsNoOtherUp() throws IOException, InterruptedException {
        shelf.moods.add(404);
        byte[] small = Arrays.copyOf(FOOTAGE, 5);
        uploads.want(List.of(clip("c-1-1-left", FOOTAGE), clip("c-1-2-left", small)));
        assertEquals(new Ended.Stored("c-1-2-left"), end());
        assertArrayEquals(small, shelf.stored("c-1-2-left"));
    }

    @Test
    void whatTheCloudHoldsIsNotSentAgain() throws IOException, InterruptedException {
        uploads.close();
        uploads = uploads(BANK, 100_000);
        Wanted whole = clip("c-1-1-left", FOOTAGE);
        uploads.want(List.of(whole));
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (shelf.story.stream().filter(line -> line.startsWith("PATCH")).count() < 2 && System.nanoTime() < end) {
            assertNull(ended.poll(50, TimeUnit.MILLISECONDS));
        }
        uploads.close();
        long before =
                shelf.story.stream().filter(line -> line.startsWith("PATCH")).count();
        uploads = uploads(BANK, 50_000_000);
        uploads.want(List.of(whole));
        assertEquals(new Ended.Stored("c-1-1-left"), end());
        assertArrayEquals(FOOTAGE, shelf.stored("c-1-1-left"));
        assertTrue(before >= 1 && before <= 3, shelf.story.toString());
    }

    @Test
    void aFileThatIsGoneOrDamagedIsToldAndOneTheCloudHasIsNot() throws IOException, InterruptedException {
        Wanted good = clip("c-1-1-left", FOOTAGE);
        uploads.want(List.of(good));
        assertEquals(new Ended.Stored("c-1-1-left"), end());
        Wanted noFile = new Wanted("c-1-1-left", good.sha256(), good.bytes(), null);
        uploads.close();
        uploads = uploads(BANK, 50_000_000);
        Wanted never = new Wanted("c-1-2-left", good.sha256(), good.bytes(), null);
        Wanted damaged = new Wanted("c-1-3-left", "0".repeat(64), good.bytes(), good.file());
        uploads.want(List.of(noFile, never, damaged));
        assertEquals(new Ended.Stored("c-1-1-left"), end());
        assertEquals(new Ended.Gone("c-1-2-left", "its file is gone"), end());
        assertEquals(new Ended.Gone("c-1-3-left", "its file is damaged"), end());
    }

    @Test
    void aClipThatFailsHereHoldsNoOtherUp() throws IOException, InterruptedException {
        uploads.close();
        uploads = new HttpUploads(
                new UploadSettings(new BankId("harbour-7"), shelf.url(), 50_000_000, null),
                claims -> {
                    if (claims.clip().equals("c-1-1-left")) {
                        throw new IllegalStateException("the key cannot sign this");
                    }
                    return SignedMessage.UPLOAD.sign(claims, BANK.kid(), BANK.privateKey());
                },
                () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()),
                new Random(1));
        uploads.listen(ended::add);
        uploads.want(List.of(clip("c-1-1-left", FOOTAGE), clip("c-1-2-left", FOOTAGE)));
        assertEquals(new Ended.Stored("c-1-2-left"), end());
    }

    @Test
    void somebodyElsesKeyBringsNothing() throws IOException, InterruptedException {
        uploads.close();
        uploads = uploads(JwkText.generate(null), 50_000_000);
        uploads.want(List.of(clip("c-1-1-left", FOOTAGE)));
        assertNull(ended.poll(2, TimeUnit.SECONDS));
        assertEquals(0, shelf.stored("c-1-1-left").length);
        assertEquals(1, shelf.story.size(), "it is not asked again and again");
    }

    @Test
    void overTlsOnlyTheCloudThatTheAuthorityVouchesForIsTalkedTo() throws Exception {
        SelfSigned right = SelfSigned.make(folder, "right", "ip:127.0.0.1");
        SelfSigned stranger = SelfSigned.make(folder, "stranger", "ip:127.0.0.1");
        SelfSigned elsewhere = SelfSigned.make(folder, "elsewhere", "dns:other.example");
        byte[] small = Arrays.copyOf(FOOTAGE, 5);
        over(right, right);
        uploads.want(List.of(clip("c-1-1-left", small)));
        assertEquals(new Ended.Stored("c-1-1-left"), end());
        assertArrayEquals(small, shelf.stored("c-1-1-left"));
        over(right, stranger);
        isToldNothing(clip("c-1-2-left", small));
        over(elsewhere, elsewhere);
        isToldNothing(clip("c-1-3-left", small));
    }

    private void over(SelfSigned shown, SelfSigned trusted) throws IOException {
        close();
        shelf = new ShelfServer(BANK.verifyingKey(), shown);
        uploads = uploads(BANK, 50_000_000, HttpUploads.Patiences.USUAL, trusted.pem());
    }

    /// The bank comes again after a refused greeting, and has said nothing by then.
    private void isToldNothing(Wanted clip) throws InterruptedException {
        uploads.want(List.of(clip));
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (shelf.connections.get() < 2 && System.nanoTime() < end) {
            assertNull(ended.poll(50, TimeUnit.MILLISECONDS));
        }
        assertTrue(shelf.connections.get() >= 2, "it came " + shelf.connections.get() + " times");
        assertEquals(List.of(), shelf.story);
    }

    @Test
    void theBandwidthIsBounded() throws IOException, InterruptedException {
        uploads.close();
        uploads = uploads(BANK, 100_000);
        long begun = System.nanoTime();
        uploads.want(List.of(clip("c-1-1-left", FOOTAGE)));
        assertEquals(new Ended.Stored("c-1-1-left"), end());
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
        assertTrue(millis >= 2_000, "300 kB at 100 kB/s took " + millis + " ms");
    }
}

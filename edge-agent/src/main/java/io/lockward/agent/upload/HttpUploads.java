package io.lockward.agent.upload;

import io.lockward.agent.hardware.Sha256;
import io.lockward.agent.upload.UploadRules.Next;
import io.lockward.agent.upload.UploadRules.Reply;
import io.lockward.protocol.UploadClaims;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Uploads over HTTP with the JDK's client, one clip at a time, on a thread of its own (`upload`). What the
/// cloud already holds is asked for before anything is sent, so nothing is sent twice after a cut line or a
/// restart.
///
/// Thread rule: any thread.
public final class HttpUploads implements ClipUploads {
    private static final long IDLE_MILLIS = 500;
    private static final long FIRST_RETRY_MILLIS = 1_000;
    private static final long LONGEST_RETRY_MILLIS = 300_000;

    /// Enough for one clip; a cloud that never agrees does not hold the others up.
    private static final int MOST_TURNS = 100_000;

    private static final int MOST_RESTARTS = 3;

    private static final int BROKEN_SECONDS = 600;
    private static final Logger LOG = LoggerFactory.getLogger(HttpUploads.class);

    /// How long one request may take, with the whole answer.
    ///
    /// @param question what the cloud has
    /// @param piece of footage, sent and answered; longer than the 90 s that the cloud waits for one
    record Patiences(Duration question, Duration piece) {
        static final Patiences USUAL = new Patiences(Duration.ofSeconds(30), Duration.ofMinutes(2));
    }

    private final UploadSettings settings;
    private final Patiences patiences;
    private final Function<UploadClaims, byte[]> seal;
    private final LongSupplier uptime;
    private final RandomGenerator random;
    private final TokenBucket bucket;
    private final Map<String, Long> heldUntil = new HashMap<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private volatile @Nullable HttpClient client;
    private volatile List<Wanted> wanted = List.of();
    private volatile Consumer<Ended> listener = _ -> {};
    private long allHeldUntil = Long.MIN_VALUE;
    private long retryMillis = FIRST_RETRY_MILLIS;
    private int piece;

    /// @param seal signs what the bank claims
    /// @param uptime in milliseconds
    public HttpUploads(
            UploadSettings settings, Function<UploadClaims, byte[]> seal, LongSupplier uptime, RandomGenerator random) {
        this(settings, seal, uptime, random, Patiences.USUAL);
    }

    HttpUploads(
            UploadSettings settings,
            Function<UploadClaims, byte[]> seal,
            LongSupplier uptime,
            RandomGenerator random,
            Patiences patiences) {
        this.settings = settings;
        this.patiences = patiences;
        this.seal = seal;
        this.uptime = uptime;
        this.random = random;
        this.bucket = new TokenBucket(settings.bytesPerSecond(), uptime.getAsLong());
        this.piece = usualPiece();
        this.thread = Thread.ofPlatform().name("upload").daemon().unstarted(this::run);
        thread.start();
    }

    @Override
    public void listen(Consumer<Ended> ended) {
        listener = ended;
    }

    @Override
    public void want(List<Wanted> clips) {
        wanted = List.copyOf(clips);
    }

    @Override
    public void close() {
        closing.countDown();
        HttpClient open = client;
        if (open != null) {
            open.shutdownNow();
        }
        try {
            if (!thread.join(Duration.ofSeconds(2))) {
                thread.interrupt();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Opened when it is first needed, on the thread of uploads: authorities that cannot be read keep clips
    /// waiting, and no bank from starting.
    private HttpClient client() throws IOException {
        HttpClient open = client;
        if (open == null) {
            HttpClient.Builder builder = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(Duration.ofSeconds(10));
            Path authorities = settings.authorities();
            if (authorities != null) {
                builder.sslContext(Authorities.trusting(authorities));
            }
            open = builder.build();
            client = open;
        }
        return open;
    }

    /// A second's worth, within what the protocol takes.
    private int usualPiece() {
        return Math.clamp(settings.bytesPerSecond(), UploadRules.LEAST_PIECE, UploadRules.MOST_PIECE);
    }

    private void run() {
        try {
            while (!rest(IDLE_MILLIS)) {
                Wanted next = next();
                if (next != null) {
                    attempt(next);
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// @return whether it is over
    private boolean rest(long millis) throws InterruptedException {
        return closing.await(millis, TimeUnit.MILLISECONDS);
    }

    private @Nullable Wanted next() {
        long up = uptime.getAsLong();
        List<Wanted> all = wanted;
        heldUntil
                .keySet()
                .removeIf(clip -> all.stream().noneMatch(one -> one.clip().equals(clip)));
        return up < allHeldUntil
                ? null
                : all.stream()
                        .filter(one -> heldUntil.getOrDefault(one.clip(), Long.MIN_VALUE) <= up)
                        .findFirst()
                        .orElse(null);
    }

    private void attempt(Wanted clip) throws InterruptedException {
        try {
            bring(clip);
            retryMillis = FIRST_RETRY_MILLIS;
        } catch (IOException e) {
            if (closing.getCount() == 0) {
                return;
            }
            long jitter = random.nextLong(retryMillis / 2 + 1);
            allHeldUntil = uptime.getAsLong() + retryMillis + jitter;
            LOG.atWarn()
                    .addKeyValue("clip", clip.clip())
                    .addKeyValue("problem", e.toString())
                    .addKeyValue("retryInMillis", retryMillis + jitter)
                    .log("upload interrupted");
            retryMillis = Math.min(LONGEST_RETRY_MILLIS, retryMillis * 2);
        } catch (RuntimeException e) {
            // One clip that cannot be brought must not end the thread that brings all the others.
            LOG.atError().setCause(e).addKeyValue("clip", clip.clip()).log("upload failed here");
            hold(clip, BROKEN_SECONDS, true, "it failed here");
        }
    }

    private void bring(Wanted clip) throws IOException, InterruptedException {
        String authorization = "Bearer "
                + new String(
                        seal.apply(new UploadClaims(settings.bank(), clip.clip(), clip.sha256(), clip.bytes())),
                        StandardCharsets.US_ASCII);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(settings.content(clip.clip())).header("Authorization", authorization);
        Next next =
                ask(clip, request.copy().timeout(patiences.question()).HEAD().build());
        int restarts = 0;
        boolean checked = false;
        for (int turn = 0; turn < MOST_TURNS && isWanted(clip); turn++) {
            switch (next) {
                case Next.Stored _ -> {
                    LOG.atInfo().addKeyValue("clip", clip.clip()).log("clip uploaded");
                    // Pieces that were made smaller for a slow line grow again with every clip that arrives.
                    piece = Math.min(usualPiece(), piece * 2);
                    end(new Ended.Stored(clip.clip()));
                    return;
                }
                case Next.Over _ -> {
                    end(new Ended.Gone(clip.clip(), "its time is over: the cloud takes it no more"));
                    return;
                }
                case Next.Wait(int seconds, boolean others, String why) -> {
                    hold(clip, seconds, others, why);
                    return;
                }
                case Next.Smaller _ -> {
                    if (piece == UploadRules.LEAST_PIECE) {
                        hold(clip, 600, true, "the cloud takes no pieces");
                        return;
                    }
                    piece = Math.max(UploadRules.LEAST_PIECE, piece / 2);
                    next = ask(
                            clip,
                            request.copy().timeout(patiences.question()).HEAD().build());
                }
                case Next.StartOver _ -> {
                    if (++restarts > MOST_RESTARTS) {
                        hold(clip, 3_600, true, "the cloud finds another hash again and again");
                        return;
                    }
                    checked = false;
                    next = new Next.Send(0);
                }
                case Next.Send(long offset) -> {
                    String damage = checked ? null : damage(clip);
                    checked = true;
                    if (damage != null) {
                        end(new Ended.Gone(clip.clip(), damage));
                        return;
                    }
                    next = send(clip, request, offset);
                }
            }
        }
    }

    private Next send(Wanted clip, HttpRequest.Builder request, long offset) throws IOException, InterruptedException {
        byte[] bytes = read(clip, offset, (int) Math.min(piece, clip.bytes() - offset));
        long wait = bucket.take(bytes.length, uptime.getAsLong());
        if (wait > 0 && rest(wait)) {
            throw new IOException("the agent stops");
        }
        return ask(
                clip,
                request.copy()
                        .timeout(patiences.piece())
                        .header("Content-Type", "application/partial-upload")
                        .header("Upload-Offset", Long.toString(offset))
                        .method("PATCH", HttpRequest.BodyPublishers.ofByteArray(bytes))
                        .build());
    }

    /// The time of a request counts until the last byte of its answer: the client's own ends with the headers, and a
    /// line that dies after them would hold the thread for ever.
    private Next ask(Wanted clip, HttpRequest request) throws IOException, InterruptedException {
        Duration patience = request.timeout().orElse(patiences.question());
        CompletableFuture<HttpResponse<Void>> asked =
                client().sendAsync(request, HttpResponse.BodyHandlers.discarding());
        try {
            HttpResponse<Void> response = asked.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return UploadRules.after(reply(response), clip.bytes());
        } catch (TimeoutException _) {
            throw new IOException("no whole answer within " + patience);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException problem ? problem : new IOException(e.getCause());
        } finally {
            asked.cancel(true);
        }
    }

    private static Reply reply(HttpResponse<Void> response) {
        OptionalLong offset = number(response, "Upload-Offset");
        OptionalLong after = number(response, "Retry-After");
        boolean complete = response.headers()
                .firstValue("Upload-Complete")
                .filter(value -> value.strip().equals("?1"))
                .isPresent();
        return new Reply(
                response.statusCode(),
                offset.isPresent() ? offset.getAsLong() : null,
                complete,
                after.isPresent() ? Math.clamp(after.getAsLong(), 0, Integer.MAX_VALUE) : null);
    }

    private static OptionalLong number(HttpResponse<Void> response, String header) {
        return response.headers()
                .firstValue(header)
                .filter(value -> value.matches("\\d{1,15}"))
                .map(value -> OptionalLong.of(Long.parseLong(value)))
                .orElse(OptionalLong.empty());
    }

    /// What is wrong with a clip's file; `null` when it is what its entry says.
    private static @Nullable String damage(Wanted clip) {
        Path file = clip.file();
        try {
            if (file == null || Files.size(file) != clip.bytes()) {
                return "its file is gone";
            }
            return Sha256.of(file).equals(clip.sha256()) ? null : "its file is damaged";
        } catch (IOException e) {
            return "its file cannot be read";
        }
    }

    private static byte[] read(Wanted clip, long offset, int length) throws IOException {
        Path file = clip.file();
        if (file == null) {
            throw new IOException("its file is gone");
        }
        ByteBuffer bytes = ByteBuffer.allocate(length);
        try (FileChannel channel = FileChannel.open(file)) {
            while (bytes.hasRemaining()) {
                if (channel.read(bytes, offset + bytes.position()) < 0) {
                    throw new IOException("its file is shorter than it was");
                }
            }
        }
        return bytes.array();
    }

    private boolean isWanted(Wanted clip) {
        return closing.getCount() > 0
                && wanted.stream().anyMatch(one -> one.clip().equals(clip.clip()));
    }

    private void hold(Wanted clip, int seconds, boolean others, String why) {
        long until = uptime.getAsLong() + seconds * 1_000L;
        if (others) {
            heldUntil.put(clip.clip(), until);
        } else {
            allHeldUntil = until;
        }
        LOG.atInfo()
                .addKeyValue("clip", clip.clip())
                .addKeyValue("seconds", seconds)
                .addKeyValue("why", why)
                .log("upload waits");
    }

    private void end(Ended ended) {
        // Told again only if the bank still wants it after a while: its answer may have been lost.
        heldUntil.put(ended.clip(), uptime.getAsLong() + 60_000);
        listener.accept(ended);
    }
}

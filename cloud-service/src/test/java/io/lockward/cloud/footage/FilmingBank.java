package io.lockward.cloud.footage;

import io.lockward.agent.bank.clip.Cut;
import io.lockward.agent.hardware.Cameras.CutResult;
import io.lockward.agent.hardware.camera.CameraSettings;
import io.lockward.agent.hardware.camera.CameraSource;
import io.lockward.agent.hardware.camera.FfmpegCameras;
import io.lockward.agent.hardware.camera.RecorderSettings;
import io.lockward.agent.upload.ClipUploads;
import io.lockward.agent.upload.HttpUploads;
import io.lockward.agent.upload.UploadSettings;
import io.lockward.cloud.command.SpokenBank;
import io.lockward.fleet.FleetStore;
import io.lockward.protocol.BankId;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.Presence;
import io.lockward.protocol.entry.ClipEntry;
import io.lockward.protocol.entry.Entry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A bank with a real camera, as far as the cloud meets it: ffmpeg films the test pattern, clips are cut out of the
/// ring and brought by the agent's own parts, and the journal goes through the real ingest. Not for several
/// threads.
public final class FilmingBank implements AutoCloseable {
    public static final String CAMERA = "front";
    public static final int WIDTH = 320;
    public static final int HEIGHT = 240;
    private static final int RATE = 10;

    /// Filmed before and after what happens, milliseconds: less than a bank films, as a test waits for it.
    private static final long AROUND = 1_000;

    private static final long PATIENCE_SECONDS = 60;
    private static final long MEBIBYTE = 1 << 20;

    private final SpokenBank spoken;
    private final FfmpegCameras cameras;
    private final HttpUploads uploads;
    private final BlockingQueue<ClipUploads.Ended> ended = new LinkedBlockingQueue<>();
    private final long began = System.nanoTime();

    /// Films from now on.
    ///
    /// @param cloud where clips go
    /// @param folder of its footage
    public FilmingBank(String id, FleetStore store, URI cloud, Path folder) throws IOException {
        spoken = new SpokenBank(id, store);
        cameras = new FfmpegCameras(
                List.of(new CameraSettings(CAMERA, new CameraSource.Synthetic(), WIDTH, HEIGHT, RATE, List.of())),
                new RecorderSettings(
                        folder,
                        64 * MEBIBYTE,
                        Duration.ofMinutes(10),
                        MEBIBYTE,
                        Duration.ofSeconds(30),
                        RecorderSettings.Programs.USUAL),
                this::up,
                InstantSource.system());
        uploads = new HttpUploads(
                new UploadSettings(new BankId(id), cloud, 8 * MEBIBYTE, null), spoken::seals, this::up, new Random(1));
        uploads.listen(ended::add);
        cameras.start(1, 1);
    }

    private long up() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began) + 1_000;
    }

    /// Its public key, for the register.
    public String publicKey() {
        return spoken.publicKey();
    }

    public void say(Entry... entries) {
        spoken.isUpFor(up());
        spoken.say(entries);
    }

    /// Waits until there are pictures.
    public void films() throws InterruptedException, ExecutionException, TimeoutException {
        CompletableFuture<CutResult> first = new CompletableFuture<>();
        cameras.cut(new Cut("c-1-0-" + CAMERA, CAMERA, 0, 1, 0, up()), first::complete);
        if (first.get(PATIENCE_SECONDS, TimeUnit.SECONDS) instanceof CutResult.Failed(String reason)) {
            throw new IllegalStateException(reason);
        }
    }

    /// Says what happens at a door while the camera looks.
    ///
    /// @return what the bank will write of the clip, once it is cut
    public CompletableFuture<ClipEntry.Recorded> happens(
            ClipEntry.Because because, CompartmentId door, Entry... entries) {
        long first = spoken.next();
        long from = Math.max(0, up() - AROUND);
        say(entries);
        Cut cut = new Cut("c-1-" + first + "-" + CAMERA, CAMERA, spoken.next() - 1, 1, from, up() + AROUND);
        CompletableFuture<CutResult> answer = new CompletableFuture<>();
        cameras.cut(cut, answer::complete);
        return answer.thenApply(result -> switch (result) {
            case CutResult.Failed(String reason) -> throw new IllegalStateException(reason);
            case CutResult.Done(var footage) ->
                new ClipEntry.Recorded(
                        cut.clip(),
                        CAMERA,
                        footage.sha256(),
                        footage.bytes(),
                        footage.from(),
                        footage.to(),
                        footage.boot(),
                        footage.fromUp(),
                        footage.toUp(),
                        footage.clockOffsetMillis(),
                        because,
                        first,
                        cut.last(),
                        door,
                        footage.gapMillis(),
                        footage.source());
        });
    }

    /// Writes clips into its journal, brings them to the cloud, and signs all it wrote.
    public List<ClipEntry.Recorded> brings(List<CompletableFuture<ClipEntry.Recorded>> cut)
            throws InterruptedException, ExecutionException, TimeoutException {
        List<ClipEntry.Recorded> clips = new ArrayList<>();
        for (CompletableFuture<ClipEntry.Recorded> one : cut) {
            clips.add(one.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
        }
        clips.forEach(this::say);
        uploads.want(clips.stream()
                .map(clip -> new ClipUploads.Wanted(
                        clip.clip(), clip.sha256(), Objects.requireNonNull(clip.bytes()), cameras.file(clip.clip())))
                .toList());
        Set<String> stored = new HashSet<>();
        while (stored.size() < clips.size()) {
            switch (ended.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                case ClipUploads.Ended.Stored(String clip) -> stored.add(clip);
                case ClipUploads.Ended.Gone(String clip, String reason) ->
                    throw new IllegalStateException(clip + ": " + reason);
                case null -> throw new TimeoutException("no clip was brought");
            }
        }
        clips.forEach(clip -> say(new ClipEntry.Uploaded(clip.clip())));
        spoken.isUpFor(up());
        spoken.signs();
        spoken.presence(Presence.State.ONLINE);
        return clips;
    }

    /// It says that it is there.
    public void isOnline() {
        spoken.isUpFor(up());
        spoken.presence(Presence.State.ONLINE);
    }

    @Override
    public void close() {
        uploads.close();
        cameras.close();
    }
}

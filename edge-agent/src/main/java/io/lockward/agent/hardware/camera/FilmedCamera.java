package io.lockward.agent.hardware.camera;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One camera under supervision: a pipeline that ends, or from which nothing comes, is started again, at first
/// at once and then ever more rarely. What is wrong with it is wrong until pictures come again, and until they move
/// again.
///
/// Thread rule: [#look] on one thread, [#lookedAt] and [#pictured] on another; [#fault] on any.
final class FilmedCamera {
    private static final long FIRST_WAIT_MILLIS = 1_000;
    private static final long LONGEST_WAIT_MILLIS = 60_000;

    /// A pipeline may take so long until its first pictures: a camera on the network is looked for and asked what it
    /// has.
    private static final long BEGINNING_MILLIS = 15_000;

    private static final int MOST_FAULT = 256;
    private static final String STILL = "the picture stands still";
    private static final Logger LOG = LoggerFactory.getLogger(FilmedCamera.class);

    private final CameraSettings settings;
    private final RecorderSettings recorder;
    private final Ring ring;
    private final LongSupplier uptime;
    private final InstantSource wall;
    private final long epoch;
    private final long boot;
    private volatile @Nullable Recording recording;
    private volatile @Nullable String fault;
    private volatile StillPicture picture = StillPicture.NONE;
    private volatile boolean restart;
    private volatile long lookedUp = Long.MIN_VALUE;
    private long runs;
    private long startUp = Long.MIN_VALUE;
    private long wait = FIRST_WAIT_MILLIS;
    private long seenBytes;
    private long grownUp;

    FilmedCamera(
            CameraSettings settings,
            RecorderSettings recorder,
            Ring ring,
            LongSupplier uptime,
            InstantSource wall,
            long epoch,
            long boot) {
        this.settings = settings;
        this.recorder = recorder;
        this.ring = ring;
        this.uptime = uptime;
        this.wall = wall;
        this.epoch = epoch;
        this.boot = boot;
    }

    CameraSettings settings() {
        return settings;
    }

    Ring ring() {
        return ring;
    }

    /// Why it gives no pictures.
    Optional<String> fault() {
        return Optional.ofNullable(fault);
    }

    @Nullable
    Recording recording() {
        return recording;
    }

    /// The file whose first picture is to be looked at now; `null` when it is not time, or nothing new is there.
    @Nullable
    Path lookedAt() {
        long up = uptime.getAsLong();
        Recording running = recording;
        if (running == null || running.finished() == 0 || up < lookedUp + StillPicture.EVERY_MILLIS) {
            return null;
        }
        lookedUp = up;
        return ring.newest();
    }

    /// What that picture was. On the thread that asked for it.
    ///
    /// @param print of its pixels
    void pictured(String print) {
        picture = picture.then(print);
        restart |= picture.asksForRestart();
    }

    /// Starts what does not run and ends what gives nothing.
    ///
    /// @param room whether there is room for more footage
    void look(boolean room) {
        long up = uptime.getAsLong();
        Recording running = recording;
        if (!room) {
            if (running != null) {
                running.stop();
                recording = null;
            }
            fault = "there is no room on the disk for footage";
            startUp = up + wait;
        } else if (running == null) {
            if (up >= startUp) {
                start(up);
            }
        } else {
            watch(running, up);
        }
    }

    void stop() {
        Recording running = recording;
        recording = null;
        if (running != null) {
            running.stop();
        }
    }

    private void start(long up) {
        try {
            String password = Commands.password(settings);
            Path open = ring.newOpen(boot + "-" + up + "-" + runs++);
            seenBytes = 0;
            restart = false;
            grownUp = up;
            recording = Recording.start(
                    settings.name(),
                    ring,
                    Commands.record(settings, recorder.programs(), password, open),
                    open,
                    uptime,
                    wall,
                    epoch,
                    boot);
        } catch (IOException e) {
            failed(up, "ffmpeg cannot be started: " + Commands.withoutSecrets(String.valueOf(e.getMessage())));
        }
    }

    private void watch(Recording running, long up) {
        long bytes = running.bytes();
        if (bytes != seenBytes) {
            seenBytes = bytes;
            grownUp = up;
        }
        boolean still = picture.isStill();
        if (running.finished() > 0) {
            if (fault != null && !still) {
                LOG.atInfo().addKeyValue("camera", settings.name()).log("camera gives pictures again");
                fault = null;
            }
            if (up - startUp > LONGEST_WAIT_MILLIS) {
                wait = FIRST_WAIT_MILLIS;
            }
        }
        long silence = bytes == 0
                ? Math.max(BEGINNING_MILLIS, recorder.silence().toMillis())
                : recorder.silence().toMillis();
        // A pipeline that writes and never finishes a segment is as useless as one that does not write.
        boolean stuck = up - running.finishedUp() > silence + 3_000L * Commands.SEGMENT_SECONDS;
        if (still) {
            fault = STILL;
        }
        if (restart) {
            restart = false;
            stopAndFail(running, up, STILL);
        } else if (!running.isAlive()) {
            String said = running.complaint();
            stopAndFail(running, up, "the pipeline ended" + (said == null ? "" : ": " + said));
        } else if (up - grownUp > silence || stuck) {
            stopAndFail(running, up, "no pictures came for " + silence / 1_000 + " s");
        }
    }

    private void stopAndFail(Recording running, long up, String why) {
        running.stop();
        recording = null;
        failed(up, why);
    }

    private void failed(long up, String why) {
        fault = why.length() > MOST_FAULT ? why.substring(0, MOST_FAULT) : why;
        startUp = up + wait;
        LOG.atWarn()
                .addKeyValue("camera", settings.name())
                .addKeyValue("fault", fault)
                .addKeyValue("retryInMillis", wait)
                .log("camera gives no pictures");
        wait = Math.min(LONGEST_WAIT_MILLIS, wait * 2);
    }
}

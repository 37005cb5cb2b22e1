package io.lockward.agent.hardware.camera;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The newest footage of one camera: a folder of segments and one of what is still being written, which a power
/// cut leaves torn and the next start throws away.
///
/// Thread rule: any thread.
final class Ring {
    /// Holes up to this long are jitter of the clocks, in milliseconds.
    static final long JITTER_MILLIS = 300;

    /// So long after a boot what the boot before left is looked at by the wall clock, which may be wrong: by then
    /// what was wanted of it has been cut.
    private static final long SETTLED_MILLIS = 600_000;

    private static final Logger LOG = LoggerFactory.getLogger(Ring.class);
    private static final int PACKET = 188;
    private static final int SYNC = 0x47;

    /// As much of a segment as is in memory at once, whole packets: a busy picture makes segments of many megabytes.
    private static final int CHUNK = 340 * PACKET;

    private final Path folder;
    private final TreeSet<Segment> segments = new TreeSet<>();
    private long bytes;

    private Ring(Path folder) {
        this.folder = folder;
    }

    /// Takes over what is there. Whatever is no finished segment goes, and with it the folder that a pipeline
    /// of an earlier process may still write to: that ends it.
    static Ring open(Path folder) throws IOException {
        Files.createDirectories(folder);
        Ring ring = new Ring(folder);
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
            for (Path path : all) {
                Segment segment = Segment.of(path.getFileName().toString());
                if (segment != null && Files.size(path) == segment.bytes()) {
                    ring.segments.add(segment);
                    ring.bytes += segment.bytes();
                } else {
                    Folders.delete(path);
                }
            }
        }
        return ring;
    }

    Path folder() {
        return folder;
    }

    /// A new folder for a pipeline to write to.
    ///
    /// @param run never used before, also not by an earlier process: its pipeline may still run, and must
    ///     not find the folder again that it wrote to
    Path newOpen(String run) throws IOException {
        return Files.createDirectory(folder.resolve("open-" + run));
    }

    /// Makes a finished file durable and a part of the ring.
    void add(Path finished, Segment segment) throws IOException {
        try (FileChannel channel = FileChannel.open(finished, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(finished, folder.resolve(segment.name()), StandardCopyOption.ATOMIC_MOVE);
        synchronized (this) {
            segments.add(segment);
            bytes += segment.bytes();
        }
    }

    synchronized long bytes() {
        return bytes;
    }

    /// Whether there is footage of that boot up to that uptime.
    synchronized boolean reaches(long epoch, long boot, long up) {
        return segments.stream().anyMatch(segment -> segment.isOf(epoch, boot) && segment.toUp() >= up);
    }

    /// The newest segment's file; `null` when there is none.
    synchronized @Nullable Path newest() {
        return segments.isEmpty() ? null : folder.resolve(segments.last().name());
    }

    /// What there is of a span, oldest first. A segment that is not what its name says is left out.
    List<Segment> covering(long epoch, long boot, long fromUp, long toUp) {
        List<Segment> named;
        synchronized (this) {
            named = segments.stream()
                    .filter(segment -> segment.isOf(epoch, boot))
                    .filter(segment -> segment.toUp() > fromUp && segment.fromUp() < toUp)
                    .toList();
        }
        List<Segment> whole = new ArrayList<>();
        for (Segment segment : named) {
            if (isWhole(segment)) {
                whole.add(segment);
            } else {
                LOG.atWarn().addKeyValue("segment", segment.name()).log("torn segment left out");
                drop(segment);
            }
        }
        return whole;
    }

    /// Gives up the oldest until a bound holds.
    ///
    /// @param mostBytes to keep
    /// @param epoch of now
    /// @param boot of now
    /// @param up now, uptime in milliseconds
    /// @param wallMillis now, by the wall clock: for footage of other boots, whose uptimes say nothing now
    /// @param mostMillis how old footage may be
    void prune(long mostBytes, long epoch, long boot, long up, long wallMillis, long mostMillis) {
        for (Segment oldest = oldest(); oldest != null; oldest = oldest()) {
            boolean old = oldest.isOf(epoch, boot)
                    ? up - oldest.toUp() > mostMillis
                    : up > mostMillis || (up > SETTLED_MILLIS && wallMillis - oldest.wallMillis() > mostMillis);
            if (!old && bytes() <= mostBytes) {
                return;
            }
            drop(oldest);
        }
    }

    /// Gives up the oldest segment.
    ///
    /// @return false when there is none
    boolean dropOldest() {
        Segment oldest = oldest();
        if (oldest == null) {
            return false;
        }
        drop(oldest);
        return true;
    }

    private synchronized @Nullable Segment oldest() {
        return segments.isEmpty() ? null : segments.first();
    }

    private void drop(Segment segment) {
        synchronized (this) {
            if (segments.remove(segment)) {
                bytes -= segment.bytes();
            }
        }
        try {
            Files.deleteIfExists(folder.resolve(segment.name()));
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("segment", segment.name()).setCause(e).log("segment cannot be deleted");
        }
    }

    /// The right length, and a packet of a transport stream wherever one must begin: zeros that a power cut
    /// left are none.
    private boolean isWhole(Segment segment) {
        Path file = folder.resolve(segment.name());
        try (InputStream in = Files.newInputStream(file)) {
            byte[] some = new byte[CHUNK];
            long seen = 0;
            for (int read = in.readNBytes(some, 0, CHUNK); read > 0; read = in.readNBytes(some, 0, CHUNK)) {
                for (int at = 0; at < read; at += PACKET) {
                    if (some[at] != SYNC) {
                        return false;
                    }
                }
                seen += read;
            }
            return seen == segment.bytes() && seen > 0 && seen % PACKET == 0;
        } catch (IOException _) {
            return false;
        }
    }
}

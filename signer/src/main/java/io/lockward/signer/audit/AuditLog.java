package io.lockward.signer.audit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lockward.protocol.ChainHash;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The signer's own memory of what it signed: NDJSON, each line holding the one before by its hash, each line forced
/// to the disk before [#append] returns. Older lines move to `NAME.NUMBER` beside it, where `NUMBER` is that of their
/// first line. Not thread-safe; the caller holds a lock.
public final class AuditLog implements AutoCloseable {
    private static final String PREV = "prev";
    private static final String WHAT = "what";
    /// More than any limit lets through in a minute.
    private static final int MOST_RECENT = 25_000;

    /// How much is kept.
    ///
    /// @param fileBytes a file that is longer is put away, from 4 KiB
    /// @param files how many are kept, with the one being written, from 2
    public record Bounds(long fileBytes, int files) {
        public Bounds {
            if (fileBytes < 4 * 1024 || files < 2) {
                throw new IllegalArgumentException("an audit log has room for some lines and two files");
            }
        }
    }

    private final Path file;
    private final Bounds bounds;
    private final InstantSource clock;
    private final Appender.Opener opener;
    private final FileChannel lockFile;
    private final Instant since;

    private ChainHash hash = ChainHash.START;
    private long last;
    private long bytes;
    private long firstInFile = 1;
    private @Nullable Appender out;
    private Deque<ObjectNode> recent = new ArrayDeque<>();

    private AuditLog(
            Path file,
            Bounds bounds,
            InstantSource clock,
            Appender.Opener opener,
            FileChannel lockFile,
            Instant since) {
        this.file = file;
        this.bounds = bounds;
        this.clock = clock;
        this.opener = opener;
        this.lockFile = lockFile;
        this.since = since;
    }

    /// Opens the log, cuts off a torn last line, and says so in the log.
    ///
    /// @param back how far back [#takeRecent] looks
    /// @throws AuditBroken when it does not hold together
    public static AuditLog open(Path file, Bounds bounds, InstantSource clock, Duration back) throws IOException {
        return open(file, bounds, clock, back, Appender::onDisk);
    }

    static AuditLog open(Path file, Bounds bounds, InstantSource clock, Duration back, Appender.Opener opener)
            throws IOException {
        FileChannel lockFile = FileChannel.open(
                file.resolveSibling(file.getFileName() + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        Instant since = clock.instant().minus(back);
        AuditLog log = new AuditLog(file, bounds, clock, opener, lockFile, since);
        try {
            log.lock();
            log.recover();
            return log;
        } catch (IOException e) {
            log.close();
            throw e;
        }
    }

    private void lock() throws IOException {
        try {
            FileLock lock = lockFile.tryLock();
            if (lock != null) {
                return;
            }
        } catch (OverlappingFileLockException _) {
            // told below
        }
        throw new IOException(file + " is in use: another signer runs");
    }

    private void recover() throws IOException {
        List<Path> old = earlier(file);
        if (!old.isEmpty()) {
            AuditChain.Walk walk = AuditChain.walk(old.getLast(), this::remember);
            if (!(walk.end() instanceof AuditChain.End.Whole)) {
                throw new AuditBroken(old.getLast() + " does not hold together: `lockward keys audit` tells more");
            }
            hash = walk.hash();
            last = walk.last();
        }
        if (!Files.exists(file)) {
            startFile(null);
            return;
        }
        AuditChain.Walk walk = AuditChain.walk(file, this::remember);
        if (walk.end() instanceof AuditChain.End.Broken(long _, String why)) {
            throw new AuditBroken(file + ": " + why + ". Keep the file, move it away and find out who changed it");
        }
        long torn = walk.end() instanceof AuditChain.End.Torn(long tail) ? tail : 0;
        if (walk.first() == 0) {
            // a crash before the first line of a new file was whole
            startFile(null);
        } else if (!walk.prev().equals(hash) || walk.first() != last + 1) {
            throw new AuditBroken(file + " does not follow what was put away before it");
        } else {
            hash = walk.hash();
            last = walk.last();
            bytes = walk.bytes();
            firstInFile = walk.first();
        }
        if (torn > 0) {
            append(AuditLine.MAPPER.createObjectNode().put(WHAT, "recovered").put("tornBytes", torn));
        }
    }

    /// Adds a line. When this returns, the line survives a power cut.
    ///
    /// @param record what happened; `n`, `at` and `hash` are added
    /// @throws IOException when it could not be made safe; then it does not count, and the next call tries
    ///     to get the disk back to the last line that does
    public void append(ObjectNode record) throws IOException {
        if (bytes > bounds.fileBytes()) {
            rotate();
        }
        write(record);
    }

    /// The last line's number; 0 before the first.
    public long last() {
        return last;
    }

    /// The last line's hash.
    public ChainHash hash() {
        return hash;
    }

    /// The last lines that were there when the log was opened, oldest first: the limits go on from them. A line that
    /// claims a later time than now is among them, for the clock may have gone back. Forgets them.
    public List<ObjectNode> takeRecent() {
        List<ObjectNode> taken = List.copyOf(recent);
        recent = new ArrayDeque<>();
        return taken;
    }

    private void remember(ObjectNode line) {
        if (!at(line).isBefore(since)) {
            recent.addLast(line);
            if (recent.size() > MOST_RECENT) {
                recent.removeFirst();
            }
        }
    }

    /// When a line says it was written.
    public static Instant at(ObjectNode line) {
        try {
            return Instant.parse(line.path("at").asText());
        } catch (DateTimeParseException _) {
            return Instant.MAX;
        }
    }

    /// The files that were put away before this one, oldest first.
    public static List<Path> earlier(Path file) throws IOException {
        String prefix = file.getFileName() + ".";
        try (Stream<Path> files = Files.list(folder(file))) {
            return files.filter(path -> isNumbered(String.valueOf(path.getFileName()), prefix))
                    .sorted()
                    .toList();
        }
    }

    @Override
    public void close() throws IOException {
        try (lockFile) {
            closeOut();
        }
    }

    private void closeOut() throws IOException {
        Appender open = out;
        out = null;
        if (open != null) {
            open.close();
        }
    }

    /// The open file; after a failure, cut back to the last line that counts.
    private Appender reopened() throws IOException {
        Appender open = out;
        if (open == null) {
            open = opener.open(file);
            try {
                open.truncate(bytes);
            } catch (IOException e) {
                open.close();
                throw e;
            }
            out = open;
        }
        return open;
    }

    private void write(ObjectNode record) throws IOException {
        ObjectNode fields = AuditLine.MAPPER.createObjectNode();
        fields.put("n", last + 1).put("at", clock.instant().toString());
        if (bytes == 0) {
            firstInFile = last + 1;
            fields.put(PREV, hash.hex());
        }
        fields.setAll(record);
        byte[] line = AuditLine.write(fields, hash);
        AuditLine written = AuditLine.read(Arrays.copyOf(line, line.length - 1), hash);
        if (written == null) {
            throw new IOException("a line of " + line.length + " bytes is too long");
        }
        Appender to = reopened();
        try {
            to.write(line);
            to.force();
        } catch (IOException e) {
            out = null;
            try {
                to.close();
            } catch (IOException closing) {
                e.addSuppressed(closing);
            }
            throw e;
        }
        hash = written.hash();
        last++;
        bytes += line.length;
    }

    private void rotate() throws IOException {
        closeOut();
        Path away = file.resolveSibling(file.getFileName() + "." + "%012d".formatted(firstInFile));
        Files.move(file, away, StandardCopyOption.ATOMIC_MOVE);
        List<Path> old = earlier(file);
        Path forgotten = old.size() >= bounds.files() ? old.getFirst() : null;
        if (forgotten != null) {
            Files.delete(forgotten);
        }
        startFile(forgotten);
    }

    private void startFile(@Nullable Path forgotten) throws IOException {
        bytes = 0;
        ObjectNode first = AuditLine.MAPPER.createObjectNode().put(WHAT, "opened");
        if (forgotten != null) {
            first.put("forgot", String.valueOf(forgotten.getFileName()));
        }
        write(first);
        try (FileChannel folder = FileChannel.open(folder(file), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    private static Path folder(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        return folder == null ? Path.of("/") : folder;
    }

    private static boolean isNumbered(String name, String prefix) {
        return name.startsWith(prefix)
                && name.length() == prefix.length() + 12
                && name.chars().skip(prefix.length()).allMatch(c -> c >= '0' && c <= '9');
    }
}

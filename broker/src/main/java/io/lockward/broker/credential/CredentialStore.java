package io.lockward.broker.credential;

import io.lockward.broker.credential.CredentialsFile.Content;
import io.lockward.broker.credential.CredentialsFile.Entry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The credentials as they stand on disk now. Looks at the file every second (whoever drives [#refresh] does) and
/// on a failed look-up, so a new bank needs no restart. A file that cannot be read leaves the last good state in
/// force, loudly. Safe for any thread.
public final class CredentialStore {
    private static final Logger LOG = LoggerFactory.getLogger(CredentialStore.class);
    private static final Duration LOOK_AGAIN_AFTER = Duration.ofMillis(200);

    private final Path file;
    private final InstantSource clock;
    private final Consumer<Set<String>> onRevoked;
    private volatile Map<String, Entry> entries = Map.of();
    private @Nullable Stamp stamp;
    private Instant lookedAt = Instant.MIN;

    private record Stamp(Object key, long size, Instant modified) {}

    /// @param onRevoked told the names whose entry went away or changed
    public CredentialStore(Path file, InstantSource clock, Consumer<Set<String>> onRevoked) throws IOException {
        this.file = file;
        this.clock = clock;
        this.onRevoked = onRevoked;
        if (!load(clock.instant())) {
            throw new IOException("cannot read the credentials file " + file);
        }
    }

    /// The entry of `name`; `null` when there is none, also after a second look at the file.
    public @Nullable Entry find(String name) {
        Entry entry = entries.get(name);
        if (entry != null) {
            return entry;
        }
        refresh();
        return entries.get(name);
    }

    /// Whether somebody of that name exists, by what is known now.
    public boolean knows(String name) {
        return entries.containsKey(name);
    }

    /// Re-reads the file if it changed; at most five times a second.
    public synchronized void refresh() {
        Instant now = clock.instant();
        if (now.isBefore(lookedAt.plus(LOOK_AGAIN_AFTER)) && !now.isBefore(lookedAt)) {
            return;
        }
        load(now);
    }

    private synchronized boolean load(Instant now) {
        lookedAt = now;
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            Object key = attributes.fileKey();
            Stamp seen = new Stamp(
                    key == null ? file : key,
                    attributes.size(),
                    attributes.lastModifiedTime().toInstant());
            if (seen.equals(stamp)) {
                return true;
            }
            Content content = CredentialsFile.read(file);
            stamp = seen;
            take(content);
            return true;
        } catch (IOException | UncheckedIOException e) {
            LOG.atError()
                    .setCause(e)
                    .addKeyValue("file", file)
                    .addKeyValue("inForce", entries.size())
                    .log("credentials file unreadable, the last good one stays in force");
            return false;
        }
    }

    private void take(Content content) {
        Map<String, Entry> before = entries;
        entries = content.entries();
        Set<String> revoked = before.entrySet().stream()
                .filter(old -> !old.getValue().equals(content.entries().get(old.getKey())))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
        LOG.atInfo()
                .addKeyValue("entries", entries.size())
                .addKeyValue("revoked", revoked.size())
                .log("credentials read");
        if (!content.badLines().isEmpty()) {
            LOG.atWarn()
                    .addKeyValue("file", file)
                    .addKeyValue("lines", content.badLines())
                    .log("credentials file has lines that let nobody in");
        }
        if (!revoked.isEmpty()) {
            onRevoked.accept(revoked);
        }
    }
}

package io.lockward.cloud.packaging;

import io.lockward.cloud.access.Access;
import io.lockward.cloud.access.Audited;
import io.lockward.cloud.access.Person;
import io.lockward.cloud.access.Tries;
import io.lockward.cloud.clip.Look;
import io.lockward.cloud.packaging.ShareStore.Opening;
import io.lockward.cloud.packaging.ShareStore.Share;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// Links that hand out a package to somebody without an account. The package is made once, when the link is, and
/// kept encrypted until the link ends, so that a closed case takes nothing back that was shared. Whoever has the
/// link has the package: each opening is on record, and the link can be revoked. Any thread.
@Singleton
public final class Shares {
    public static final int MOST_DAYS = 30;
    public static final int MOST_DOWNLOADS = 20;
    /// Tries a minute from one address. Guessing a secret is hopeless anyway; this keeps it from being a load.
    private static final int TRIES = 30;

    private static final String ENDING = ".sealed";
    /// A package is written before its link; one without a link for so long has none.
    private static final Duration ABANDONED = Duration.ofHours(24);

    private final Packages packages;
    private final ShareStore store;
    private final Access access;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Path folder;
    private final Tries tries;

    /// What making a link gives.
    public sealed interface Made {
        /// @param secret the end of the link; nobody can be told it again
        /// @param unproven what the package does not prove, one sentence each
        record Link(UUID id, String secret, Instant expiresAt, int downloads, List<String> unproven) implements Made {}

        /// There is no package.
        record Not(Packages.Prepared why) implements Made {}
    }

    /// A link as the people of the case see it.
    ///
    /// @param downloads how many are left
    /// @param openings the newest first
    public record Seen(
            UUID id,
            String packageId,
            String madeBy,
            String why,
            Instant madeAt,
            Instant expiresAt,
            int downloads,
            @Nullable Instant revokedAt,
            @Nullable String revokedBy,
            List<SeenOpening> openings) {}

    /// @param what `page`, `download`, or `too-late`
    public record SeenOpening(Instant at, String what, String address) {}

    /// What a link opens, for whoever follows it.
    public sealed interface Opened {
        record Shown(long bytes, Instant expiresAt, int downloads) implements Opened {}

        record Download(String name, long bytes, Packages.Body body) implements Opened {}

        /// It opens nothing: never did, or no longer does.
        record Nothing() implements Opened {}

        /// Too many tries from there.
        record TooMany() implements Opened {}
    }

    Shares(
            Packages packages,
            ShareStore store,
            Access access,
            InstantSource clock,
            RandomGenerator random,
            @ConfigProperty(name = "lockward.data", defaultValue = "lockward-data") String data) {
        this.packages = packages;
        this.store = store;
        this.access = access;
        this.clock = clock;
        this.random = random;
        this.folder = Path.of(data).resolve("shares");
        this.tries = new Tries(clock);
    }

    /// Makes a link.
    ///
    /// @param days 1 to [#MOST_DAYS]
    /// @param downloads 1 to [#MOST_DOWNLOADS]
    public Made make(UUID caseId, Person person, String why, int days, int downloads, boolean unsealed) {
        return switch (packages.prepare(caseId, person, why, unsealed, Look.What.SHARE)) {
            case Packages.Prepared.Ready ready -> keep(caseId, person, why, days, downloads, ready);
            case Packages.Prepared.NoCase none -> new Made.Not(none);
            case Packages.Prepared.CannotSign none -> new Made.Not(none);
            case Packages.Prepared.NotSealed none -> new Made.Not(none);
            case Packages.Prepared.Impossible none -> new Made.Not(none);
        };
    }

    private Made keep(UUID caseId, Person person, String why, int days, int downloads, Packages.Prepared.Ready ready) {
        UUID id = new UUID(random.nextLong(), random.nextLong());
        ShareSecret secret = ShareSecret.make(random);
        Instant now = clock.instant();
        Instant end = now.plus(Duration.ofDays(days));
        try {
            Files.createDirectories(folder);
            SharedFile.write(file(id), secret.key(), ready.body());
        } catch (IOException e) {
            remove(id);
            return new Made.Not(new Packages.Prepared.Impossible("it could not be kept: " + e.getMessage()));
        }
        store.add(
                new Share(
                        id,
                        caseId,
                        ready.bank(),
                        ready.id(),
                        person.name(),
                        why,
                        now,
                        end,
                        downloads,
                        ready.bytes(),
                        null,
                        null),
                secret.name());
        access.audit(new Audited(
                person.name(), "case.share", ready.bank(), caseId.toString(), id + " until " + end + ": " + why));
        return new Made.Link(id, secret.text(), end, downloads, ready.unproven());
    }

    /// The links of a case that this person may know of.
    public List<Seen> ofCase(UUID caseId, Person person) {
        return store.ofCase(caseId).stream()
                .filter(share -> reaches(person, share))
                .map(share -> new Seen(
                        share.id(),
                        share.packageId(),
                        share.madeBy(),
                        share.why(),
                        share.madeAt(),
                        share.expiresAt(),
                        share.downloadsLeft(),
                        share.revokedAt(),
                        share.revokedBy(),
                        store.openings(share.id()).stream()
                                .map(one -> new SeenOpening(one.at(), one.what(), one.address()))
                                .toList()))
                .toList();
    }

    /// Ends a link now.
    ///
    /// @return false when there is none of this case that this person may know of, or it was revoked before
    public boolean revoke(UUID caseId, UUID share, Person person) {
        boolean theirs = store.ofCase(caseId).stream().anyMatch(one -> one.id().equals(share) && reaches(person, one));
        boolean revoked = theirs && store.revoke(caseId, share, person.name(), clock.instant());
        if (revoked) {
            access.audit(new Audited(person.name(), "case.unshare", null, caseId.toString(), share.toString()));
            remove(share);
        }
        return revoked;
    }

    private boolean reaches(Person person, Share share) {
        String site = store.siteOf(share.bank());
        return site != null && person.reaches(site);
    }

    /// What a link is, without taking a download.
    public Opened look(String secret, String address) {
        if (!tries.take(address, TRIES)) {
            return new Opened.TooMany();
        }
        Share share = find(secret);
        if (share == null) {
            return new Opened.Nothing();
        }
        Instant now = clock.instant();
        boolean opens = share.revokedAt() == null && now.isBefore(share.expiresAt()) && share.downloadsLeft() > 0;
        store.opened(share.id(), new Opening(now, opens ? "page" : "too-late", address));
        return opens ? new Opened.Shown(share.bytes(), share.expiresAt(), share.downloadsLeft()) : new Opened.Nothing();
    }

    /// Takes a download.
    public Opened download(String secret, String address) {
        if (!tries.take(address, TRIES)) {
            return new Opened.TooMany();
        }
        Share share = find(secret);
        if (share == null) {
            return new Opened.Nothing();
        }
        Instant now = clock.instant();
        boolean taken = store.take(share.id(), now);
        store.opened(share.id(), new Opening(now, taken ? "download" : "too-late", address));
        if (!taken) {
            return new Opened.Nothing();
        }
        access.audit(new Audited(
                "link " + share.id(),
                "share.download",
                share.bank(),
                share.caseId().toString(),
                "from " + address));
        byte[] key = new ShareSecret(secret).key();
        return new Opened.Download(
                "evidence-" + share.caseId() + ".zip",
                share.bytes(),
                out -> SharedFile.copy(file(share.id()), key, share.bytes(), out));
    }

    private @Nullable Share find(String secret) {
        try {
            return store.named(new ShareSecret(secret).name());
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    /// Removes the packages of links that ended, and those that a crash left without a link.
    void removeEnded() {
        Instant now = clock.instant();
        for (UUID share : store.toRemove(now)) {
            remove(share);
            store.removed(share, now);
        }
        List<UUID> old = writtenBefore(now.minus(ABANDONED));
        Set<UUID> known = old.isEmpty() ? Set.of() : store.known(old);
        old.stream().filter(share -> !known.contains(share)).forEach(this::remove);
    }

    private List<UUID> writtenBefore(Instant limit) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<UUID> old = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + ENDING)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                UUID share = uuid(name.substring(0, name.length() - ENDING.length()));
                if (share != null && Files.getLastModifiedTime(file).toInstant().isBefore(limit)) {
                    old.add(share);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the packages of links cannot be listed", e);
        }
        return old;
    }

    private static @Nullable UUID uuid(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    private Path file(UUID share) {
        return folder.resolve(share + ENDING);
    }

    private void remove(UUID share) {
        try {
            Files.deleteIfExists(file(share));
        } catch (IOException e) {
            throw new UncheckedIOException("the package of a link that ended cannot be removed", e);
        }
    }
}

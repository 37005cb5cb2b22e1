package io.lockward.cloud.footage;

import io.lockward.cloud.vault.PieceCipher;
import io.lockward.cloud.vault.Vault;
import io.lockward.cloud.vault.VaultKeys;
import io.lockward.cloud.vault.VaultKeys.Sealed;
import io.lockward.cloud.vault.VaultTrouble;
import io.lockward.fleet.clip.ClipKey;
import io.lockward.protocol.UploadClaims;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The contents of clips. An object is durable before a row names it, so a crash in between leaves an object that
/// nothing names, which is swept, and never a row without its bytes. Any thread, any replica.
@Singleton
public final class Footage {
    private static final Logger LOG = LoggerFactory.getLogger(Footage.class);
    private static final int COPY_BYTES = 256 * 1024;
    /// A key is sealed anew once in a rotation; whoever meets that more often than this in a row asks later.
    private static final int TRIES = 3;

    /// What looking at a content that has all its bytes gives.
    enum Conclusion {
        /// It is what the bank's journal says, and stored.
        RIGHT,
        /// It is not, and was given up.
        WRONG,
        /// Its time is over.
        GONE,
        /// It changed each time it was looked at: nothing is known of it, and it is asked for again later.
        UNSETTLED
    }

    private final FootageStore store;
    private final Vault vault;
    private final VaultKeys keys;
    private final InstantSource clock;
    private final RandomGenerator random;

    Footage(FootageStore store, Vault vault, VaultKeys keys, InstantSource clock, RandomGenerator random) {
        this.store = store;
        this.vault = vault;
        this.keys = keys;
        this.clock = clock;
        this.random = random;
    }

    /// How far a clip is here; `null` when nothing was told of it.
    public @Nullable Content content(ClipKey clip) {
        return store.content(clip);
    }

    /// Adds to a content.
    ///
    /// @param offset where it goes, from 0; what is there ends there
    /// @param length how many bytes of `data`, from 1
    /// @return false when what is there ends elsewhere by now; nothing was added then
    /// @throws VaultTrouble when the vault is away or full
    boolean append(ClipKey clip, long offset, byte[] data, int length) {
        if (offset == 0) {
            store.dropLeftovers(clip);
        }
        Sealed key = store.key(clip, keys.seal(purpose(clip), PieceCipher.newKey(random)));
        if (key == null) {
            return false;
        }
        PieceCipher cipher = new PieceCipher(keys.open(purpose(clip), key));
        Piece piece = new Piece(
                offset, length, purpose(clip) + String.format(Locale.ROOT, "/%010d-%016x", offset, random.nextLong()));
        vault.put(piece.object(), cipher.encrypt(what(clip, offset), data, length));
        boolean added = store.append(clip, key, piece);
        if (!added) {
            removeObject(piece.object());
        }
        return added;
    }

    /// Looks whether a content that has all its bytes is the right one, and keeps it if so; else it is given up. A bank
    /// deletes its only copy when this says right, so it says so only of what a row calls stored.
    Conclusion conclude(Content content, UploadClaims claims) {
        Content now = content;
        for (int tries = 0; tries < TRIES; tries++) {
            if (now == null || now.removed()) {
                return Conclusion.GONE;
            }
            if (now.whole()) {
                return Conclusion.RIGHT; // another replica was quicker
            }
            Sealed key = now.key();
            if (key == null || now.received() < claims.bytes()) {
                return Conclusion.UNSETTLED; // another replica gave it up
            }
            if (!claims.sha256().equals(hash(now, claims.bytes()))) {
                LOG.atWarn()
                        .addKeyValue("bank", now.clip().bank())
                        .addKeyValue("clip", now.clip().clip())
                        .log("what a bank uploaded is not what its journal says; dropped");
                store.giveUp(now.clip(), key).forEach(this::removeObject);
                return Conclusion.WRONG;
            }
            if (store.stored(now.clip(), key, clock.instant())) {
                return Conclusion.RIGHT;
            }
            now = store.content(content.clip()); // its key was sealed anew meanwhile, or it is another one
        }
        return Conclusion.UNSETTLED;
    }

    /// `null` when a piece of it is damaged or gone.
    private @Nullable String hash(Content content, long bytes) {
        try (InputStream all = open(content, 0, bytes)) {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[COPY_BYTES];
            for (int count = all.read(buffer); count >= 0; count = all.read(buffer)) {
                sha256.update(buffer, 0, count);
            }
            return HexFormat.of().formatHex(sha256.digest());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        } catch (IOException e) {
            if (e.getCause() instanceof VaultTrouble trouble && trouble.kind() != VaultTrouble.Kind.DAMAGED) {
                throw trouble;
            }
            return null;
        }
    }

    /// Reads a part of a content. What is read is decrypted as it is asked for, and nothing beside it.
    ///
    /// @param from the first byte, from 0
    /// @param length how many; all of them must be here
    /// @throws VaultTrouble when it cannot be opened; reading from the stream may throw it too
    public InputStream open(Content content, long from, long length) {
        Sealed key = content.key();
        if (key == null) {
            throw new IllegalStateException("it has no content");
        }
        List<Piece> pieces = store.pieces(content.clip());
        return new PieceStream(
                vault,
                new PieceCipher(keys.open(purpose(content.clip()), key)),
                pieces,
                piece -> what(content.clip(), piece.start()),
                from,
                length);
    }

    /// Removes a content for good, and says so. What was removed before a crash is no trouble.
    ///
    /// @param clip one whose key is gone already
    public void erase(ClipKey clip) {
        store.pieces(clip).forEach(piece -> vault.remove(piece.object()));
        store.erased(clip, clock.instant());
    }

    int countPieces(ClipKey clip) {
        return store.countPieces(clip);
    }

    /// An object that stays behind is found and swept later.
    void removeObject(String object) {
        try {
            vault.remove(object);
        } catch (VaultTrouble e) {
            LOG.atWarn().setCause(e).addKeyValue("object", object).log("an object stays behind for now");
        }
    }

    private static String purpose(ClipKey clip) {
        return clip.bank() + "/" + clip.clip();
    }

    private static String what(ClipKey clip, long start) {
        return purpose(clip) + "@" + start;
    }

    /// Removes objects that nothing names, left over from crashes.
    ///
    /// @param age younger ones may be about to be named
    /// @return how many went
    int sweep(java.time.Duration age) {
        int swept = 0;
        String after = null;
        do {
            Vault.Listing page = vault.list(after);
            List<String> old = page.found().stream()
                    .filter(found -> found.changedAt().isBefore(clock.instant().minus(age)))
                    .map(Vault.Found::name)
                    .toList();
            java.util.Set<String> named = old.isEmpty() ? java.util.Set.of() : store.named(old);
            for (String object : old) {
                if (!named.contains(object)) {
                    vault.remove(object);
                    swept++;
                }
            }
            after = page.next();
        } while (after != null);
        return swept;
    }

    /// Seals keys anew that are sealed with a master key that is not the newest.
    ///
    /// @param limit at most so many at once, from 1
    /// @return how many there were
    int reseal(int limit) {
        String newest = keys.newest();
        if (newest == null) {
            return 0;
        }
        List<Content> others = store.sealedOtherwise(newest, limit);
        for (Content content : others) {
            Sealed before = content.key();
            if (before != null) {
                byte[] key = keys.open(purpose(content.clip()), before);
                store.reseal(content.clip(), before, keys.seal(purpose(content.clip()), key));
            }
        }
        if (others.size() < limit) {
            keys.forgetUnused();
        }
        return others.size();
    }
}

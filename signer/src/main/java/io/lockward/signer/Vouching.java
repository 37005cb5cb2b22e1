package io.lockward.signer;

import io.lockward.protocol.key.KeyRing;
import io.lockward.protocol.key.KeySet;
import io.lockward.protocol.key.Scope;
import io.lockward.protocol.key.SigningKey;
import io.lockward.protocol.key.TrustedKey;
import io.lockward.protocol.key.VerifyingKey;
import io.lockward.protocol.wire.CommandJws;
import io.lockward.protocol.wire.Opened;
import io.lockward.protocol.wire.SignedMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Proves a signature before it leaves: that it holds at all (a key that signs wrongly gives itself away), and, when
/// the fleet's key set is at hand, that a bank would take it, with the approvals inside. Reads the key set again when
/// its file changes; takes rising versions only. One thread at a time.
public final class Vouching {
    private static final Logger LOG = LoggerFactory.getLogger(Vouching.class);
    private static final Duration LONG = Duration.ofDays(36_500);
    /// No key set is larger.
    private static final long MOST_BYTES = 8 * 1024;

    private final @Nullable Path file;
    private final @Nullable VerifyingKey root;
    private KeyRing ring = KeyRing.NONE;
    private @Nullable FileTime read;

    private Vouching(@Nullable Path file, @Nullable VerifyingKey root) {
        this.file = file;
        this.root = root;
    }

    /// Without the fleet's key set: only the signature itself is proven.
    public static Vouching ofSignatureOnly() {
        return new Vouching(null, null);
    }

    /// With the fleet's key set.
    ///
    /// @param root who signed it
    /// @throws IOException when it cannot be read, or the root did not sign it
    public static Vouching of(Path keySet, VerifyingKey root) throws IOException {
        Vouching vouching = new Vouching(keySet, root);
        String problem = vouching.load(keySet, root);
        if (problem != null) {
            throw new IOException(keySet + ": " + problem);
        }
        return vouching;
    }

    /// Why a command must not leave; `null` when nothing is against it.
    @Nullable
    String objection(byte[] jws, SigningKey key, Instant now) {
        if (file == null) {
            return holds(SignedMessage.COMMAND.open(jws, own(key), Scope.COMMAND, now));
        }
        refresh();
        return switch (CommandJws.verify(jws, ring, now)) {
            case CommandJws.Verdict.Valid _ -> null;
            case CommandJws.Verdict.Invalid invalid -> "no bank would take it: " + invalid.detail();
        };
    }

    /// Why a configuration must not leave; `null` when nothing is against it.
    @Nullable
    String objectionToConfiguration(byte[] jws, SigningKey key, Instant now) {
        refresh();
        return holds(SignedMessage.DESIRED.open(jws, file == null ? own(key) : ring, Scope.CONFIGURE, now));
    }

    /// Why a change of tickets must not leave; `null` when nothing is against it.
    @Nullable
    String objectionToTickets(byte[] jws, SigningKey key, Instant now) {
        refresh();
        return holds(SignedMessage.TICKETS.open(jws, file == null ? own(key) : ring, Scope.CONFIGURE, now));
    }

    private static @Nullable String holds(Opened<?> opened) {
        return switch (opened) {
            case Opened.Ok<?> _ -> null;
            case Opened.Refused<?> refused -> "no bank would take it: " + refused.detail();
        };
    }

    private static KeyRing own(SigningKey key) {
        Set<Scope> scope = Set.of(Scope.COMMAND, Scope.CONFIGURE);
        Instant to = Instant.EPOCH.plus(LONG);
        TrustedKey trusted = new TrustedKey(key.kid(), key.verifyingKey(), Instant.EPOCH, to, scope, null);
        return KeyRing.of(new KeySet(1, Instant.EPOCH, List.of(trusted)));
    }

    private void refresh() {
        Path from = file;
        VerifyingKey by = root;
        if (from == null || by == null) {
            return;
        }
        try {
            if (Files.getLastModifiedTime(from).equals(read)) {
                return;
            }
            String problem = load(from, by);
            if (problem != null) {
                LOG.atError().addKeyValue("problem", problem).log("the new key set does not count; the old one does");
            }
        } catch (IOException e) {
            LOG.atError().setCause(e).log("the key set cannot be read; the old one counts");
        }
    }

    /// What is wrong with it; `null` when it counts.
    private @Nullable String load(Path from, VerifyingKey by) throws IOException {
        FileTime time = Files.getLastModifiedTime(from);
        if (Files.size(from) > MOST_BYTES) {
            return "this is no key set";
        }
        byte[] jws = new String(Files.readAllBytes(from), StandardCharsets.ISO_8859_1)
                .strip()
                .getBytes(StandardCharsets.ISO_8859_1);
        read = time;
        return switch (SignedMessage.KEY_SET.open(jws, by)) {
            case Opened.Refused<KeySet> refused -> refused.detail();
            case Opened.Ok<KeySet>(KeySet set, String _)
            when set.version() < ring.version() -> "it is version " + set.version() + ", older than " + ring.version();
            case Opened.Ok<KeySet>(KeySet set, String _) -> {
                ring = KeyRing.of(set);
                LOG.atInfo().addKeyValue("version", set.version()).log("key set read");
                yield null;
            }
        };
    }
}

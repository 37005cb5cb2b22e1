package io.lockward.cli.keys;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lockward.cli.ExitCode;
import io.lockward.cli.Failure;
import io.lockward.protocol.key.Scope;
import io.lockward.protocol.key.SigningKey;
import io.lockward.protocol.key.TrustedKey;
import io.lockward.protocol.key.VerifyingKey;
import io.lockward.protocol.wire.JwkText;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Key files: private ones as JWK, mode 0600; public ones beside them as JWK with the name of the person. None is ever
/// overwritten.
final class KeyFiles {
    /// More bytes are no key and no key set.
    private static final int MOST_BYTES = 16 * 1024;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// A public key as its file says it.
    ///
    /// @param holder the person; `null` for a key of a machine
    /// @param scope what a key set is to let it sign; empty when that is said when the set is made
    record PublicKey(String kid, VerifyingKey x, @Nullable String holder, Set<Scope> scope) {}

    private KeyFiles() {}

    /// Writes a new private key and, beside it, its public half.
    ///
    /// @param holder the person; `null` for a key of a machine
    /// @param scope empty when that is said when the set is made
    /// @return where the public half is
    static Path write(Path file, SigningKey key, @Nullable String holder, Set<Scope> scope) {
        Path open = publicFileOf(file);
        if (Files.exists(open)) {
            throw exists(open);
        }
        create(file, JwkText.write(key), "rw-------");
        writePublic(open, new PublicKey(key.kid(), key.verifyingKey(), holder, scope));
        return open;
    }

    static void writePublic(Path file, PublicKey key) {
        ObjectNode jwk = JSON.createObjectNode();
        jwk.put("kty", "OKP").put("crv", "Ed25519");
        jwk.put("kid", key.kid()).put("x", key.x().x());
        if (key.holder() != null) {
            jwk.put("holder", key.holder());
        }
        if (!key.scope().isEmpty()) {
            ArrayNode scope = jwk.putArray("scope");
            key.scope().forEach(one -> scope.add(NextKeySet.word(one)));
        }
        create(file, jwk + "\n", "rw-r--r--");
    }

    static Path publicFileOf(Path file) {
        return file.resolveSibling(file.getFileName() + ".pub");
    }

    /// Writes a file that is not there yet.
    static void create(Path file, String text, String mode) {
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode)));
            Files.writeString(file, text);
        } catch (FileAlreadyExistsException _) {
            throw exists(file);
        } catch (NoSuchFileException _) {
            throw new Failure(ExitCode.ERROR, "the folder of " + file + " is not there; make it first");
        } catch (IOException e) {
            throw new Failure(ExitCode.ERROR, "cannot write " + file + ": " + e.getMessage());
        }
    }

    private static Failure exists(Path file) {
        return new Failure(ExitCode.CONFLICT, file + " is there already and is never overwritten; choose another name");
    }

    static SigningKey readPrivate(Path file) {
        try {
            return JwkText.read(read(file));
        } catch (IllegalArgumentException e) {
            throw new Failure(ExitCode.ERROR, file + ": " + e.getMessage());
        }
    }

    static PublicKey readPublic(Path file) {
        try {
            JsonNode jwk = JSON.readTree(read(file));
            if (jwk.path("kty").asText().equals("OKP")
                    && jwk.path("crv").asText().equals("Ed25519")
                    && jwk.path("kid").isTextual()
                    && jwk.path("x").isTextual()
                    && !jwk.has("d")) {
                return new PublicKey(
                        TrustedKey.requireKid(jwk.path("kid").asText()),
                        new VerifyingKey(jwk.path("x").asText()),
                        jwk.path("holder").textValue(),
                        scope(jwk.path("scope")));
            }
        } catch (JacksonException | IllegalArgumentException _) {
            // told below
        }
        throw new Failure(
                ExitCode.ERROR, file + " is no public key file; they end in .pub and are made by `lockward keys new`");
    }

    private static Set<Scope> scope(JsonNode words) {
        Set<Scope> scope = new TreeSet<>();
        words.forEach(word -> scope.add(Scope.valueOf(word.asText().toUpperCase(Locale.ROOT))));
        return scope;
    }

    static String read(Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new Failure(ExitCode.ERROR, file + " is too large to be a key or a key set");
            }
            return Files.readString(file);
        } catch (NoSuchFileException _) {
            throw new Failure(ExitCode.NOT_FOUND, file + " is not there");
        } catch (IOException e) {
            throw new Failure(ExitCode.ERROR, "cannot read " + file + ": " + e.getMessage());
        }
    }
}

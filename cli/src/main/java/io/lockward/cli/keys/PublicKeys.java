package io.lockward.cli.keys;

import io.lockward.cli.ExitCode;
import io.lockward.cli.Failure;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/// Public keys as people give them on the command line.
public final class PublicKeys {
    private PublicKeys() {}

    /// The public key of a file, or, when there is no such file, the key or fingerprint itself.
    ///
    /// @return 43 characters
    /// @throws Failure when it is none of these
    public static String given(String text) {
        try {
            Path file = Path.of(text);
            if (Files.isRegularFile(file)) {
                String content = KeyFiles.read(file);
                return content.contains("\"d\"")
                        ? KeyFiles.readPrivate(file).verifyingKey().x()
                        : KeyFiles.readPublic(file).x().x();
            }
        } catch (InvalidPathException _) {
            // then it is no file
        }
        if (!text.matches("[A-Za-z0-9_-]{43}")) {
            throw new Failure(
                    ExitCode.USAGE, "--key is a public key file, or 43 characters: the root's key or its fingerprint");
        }
        return text;
    }
}

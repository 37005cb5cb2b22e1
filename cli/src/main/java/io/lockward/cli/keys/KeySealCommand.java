package io.lockward.cli.keys;

import io.lockward.cli.ExitCode;
import io.lockward.cli.Failure;
import io.lockward.protocol.wire.SealKeyText;
import io.lockward.protocol.wire.SealKeyText.Pair;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Rotates the key that banks seal their secrets to, in the cloud service's file.
@Command(
        name = "seal",
        description = "Puts a new key first into the service's file of seal keys, or takes an older one out.",
        mixinStandardHelpOptions = true)
final class KeySealCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "the service's seal-key; made when it is not there")
    private Path file = Path.of("");

    @Option(names = "--drop", paramLabel = "KID", description = "takes this older key out instead")
    private @Nullable String drop;

    @Override
    public Integer call() {
        List<Pair> keys = Files.exists(file) ? read() : List.of();
        PrintWriter out = spec.commandLine().getOut();
        String dropped = drop;
        if (dropped == null) {
            if (keys.size() == SealKeyText.MOST) {
                throw new Failure(
                        ExitCode.CONFLICT,
                        file + " has " + SealKeyText.MOST + " keys; take one out first: --drop "
                                + keys.getLast().key().kid());
            }
            List<Pair> next = new ArrayList<>(keys);
            next.addFirst(SealKeyText.generate());
            write(next);
            out.println(
                    "The new key is " + next.getFirst().key().kid() + "; " + file + " has " + words(next.size()) + ".");
            out.println("Copy the file to every replica now. It comes into use within seconds; banks seal anew by");
            out.println("themselves. Look with: ./lockward seal-key show");
        } else {
            write(without(keys, dropped));
            out.println("The key " + dropped + " is out of " + file + ". Copy the file to every replica.");
        }
        out.flush();
        return ExitCode.DONE;
    }

    private static String words(int keys) {
        return keys == 1 ? "one key" : keys + " keys";
    }

    private List<Pair> without(List<Pair> keys, String kid) {
        if (keys.stream().noneMatch(pair -> pair.key().kid().equals(kid))) {
            throw new Failure(ExitCode.NOT_FOUND, file + " has no key " + kid);
        }
        if (keys.getFirst().key().kid().equals(kid)) {
            throw new Failure(ExitCode.CONFLICT, kid + " is the newest key of " + file + ", which is in use");
        }
        return keys.stream().filter(pair -> !pair.key().kid().equals(kid)).toList();
    }

    private List<Pair> read() {
        try {
            return SealKeyText.read(KeyFiles.read(file));
        } catch (IllegalArgumentException e) {
            throw new Failure(ExitCode.ERROR, file + " is no file of seal keys: " + e.getMessage());
        }
    }

    /// Whole or not at all, readable by nobody but whose it was.
    private void write(List<Pair> keys) {
        Path whole = file.toAbsolutePath();
        Path folder = whole.getParent();
        if (folder == null) {
            throw new Failure(ExitCode.ERROR, file + " is no place for a file");
        }
        try {
            Path draft = Files.createTempFile(
                    folder,
                    ".draft",
                    "",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(draft, SealKeyText.write(keys));
            if (Files.exists(whole)) {
                Files.setOwner(draft, Files.getOwner(whole, LinkOption.NOFOLLOW_LINKS));
            }
            Files.move(draft, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new Failure(ExitCode.ERROR, "cannot write " + file + ": " + e.getMessage());
        }
    }
}

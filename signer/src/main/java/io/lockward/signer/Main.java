package io.lockward.signer;

import io.lockward.protocol.key.SigningKey;
import io.lockward.protocol.wire.JwkText;
import io.lockward.signer.audit.AuditLog;
import io.lockward.signer.config.ConfigReader;
import io.lockward.signer.config.SignerConfig;
import io.lockward.signer.rules.SigningRules;
import io.lockward.signer.token.Token;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The signer's program: `--config FILE` runs it, `--check --config FILE` tries everything but signing. Prints one
/// line on standard output when it listens, `ready socket=PATH`. Exit codes: 0 asked to end, 1 cannot start or had
/// to stop, 2 usage or configuration.
public final class Main {
    private static final Duration IDLE = Duration.ofMinutes(5);
    private static final Duration UNFINISHED = Duration.ofSeconds(5);
    private static final int USAGE = 2;

    private Main() {}

    public static void main(String[] args) {
        System.exit(main(args, System.out));
    }

    static int main(String[] args, PrintStream out) {
        boolean check = args.length == 3 && args[0].equals("--check") && args[1].equals("--config");
        if (!check && !(args.length == 2 && args[0].equals("--config"))) {
            out.println("usage: lockward-signer [--check] --config FILE");
            return USAGE;
        }
        SignerConfig config = read(Path.of(args[args.length - 1]), out);
        if (config == null) {
            return USAGE;
        }
        try {
            return check ? check(config, out) : run(config, out);
        } catch (IOException | IllegalArgumentException e) {
            out.println("WRONG  cannot start: " + e.getMessage());
            return 1;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private static @Nullable SignerConfig read(Path file, PrintStream out) {
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            out.println("WRONG  " + file + " cannot be read as UTF-8 text: " + e);
            return null;
        }
        Path folder = file.toAbsolutePath().getParent();
        return switch (ConfigReader.read(
                text, folder == null ? Path.of("/") : folder, System.getProperty("user.name"))) {
            case ConfigReader.Outcome.Good(SignerConfig config) -> config;
            case ConfigReader.Outcome.Bad bad -> {
                bad.problems().forEach(problem -> out.println("WRONG  " + file + ", " + problem));
                yield null;
            }
        };
    }

    private static int run(SignerConfig config, PrintStream out) throws IOException, InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        try (Token token = token(config);
                AuditLog audit = AuditLog.open(
                        config.auditFile(), config.auditBounds(), InstantSource.system(), SigningRules.WINDOW);
                SignerServer _ = SignerServer.start(
                        new SignerServer.Doorway(
                                config.socket(), users(config), config.connections(), IDLE, UNFINISHED),
                        new Signer(
                                keys(config, token),
                                new SigningRules(config.kinds(), config.limits()),
                                vouching(config),
                                audit,
                                System::nanoTime,
                                InstantSource.system()),
                        System::nanoTime)) {
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(
                            () -> {
                                end.countDown();
                                await(closed);
                            },
                            "stop"));
            out.println("ready socket=" + config.socket());
            end.await();
        }
        closed.countDown();
        return 0;
    }

    /// The main thread itself cannot end before its exit does, so what it has closed is waited for.
    private static void await(CountDownLatch closed) {
        try {
            boolean _ = closed.await(5, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static int check(SignerConfig config, PrintStream out) throws IOException {
        try (Token token = token(config)) {
            keys(config, token)
                    .forEach((kid, key) -> out.println(
                            "ok     key " + kid + " " + key.verifyingKey().x()));
        }
        users(config).forEach(user -> out.println("ok     user " + user.getName() + " may ask"));
        vouching(config);
        out.println(
                config.keySet() == null
                        ? "note   no key set: approvals are counted, and not verified"
                        : "ok     key set " + config.keySet().file());
        return 0;
    }

    private static @Nullable Token token(SignerConfig config) throws IOException {
        SignerConfig.TokenAccess access = config.token();
        if (access == null) {
            return null;
        }
        requirePrivate(access.pinFile());
        return Token.open(
                access.module(),
                access.label(),
                Files.readString(access.pinFile()).strip());
    }

    private static Map<String, SigningKey> keys(SignerConfig config, @Nullable Token token) throws IOException {
        Map<String, SigningKey> keys = new TreeMap<>();
        for (Map.Entry<String, Path> entry : config.keyFiles().entrySet()) {
            Path file = entry.getValue();
            requirePrivate(file);
            SigningKey key;
            try {
                key = JwkText.read(Files.readString(file));
            } catch (IllegalArgumentException e) {
                throw new IOException(file + ": " + e.getMessage(), e);
            }
            if (!key.kid().equals(entry.getKey())) {
                throw new IOException(file + " holds the key " + key.kid() + ", not " + entry.getKey());
            }
            keys.put(key.kid(), key);
        }
        if (token != null && config.token() != null) {
            for (Map.Entry<String, String> entry : config.token().keys().entrySet()) {
                keys.put(entry.getKey(), token.key(entry.getKey(), entry.getValue()));
            }
        }
        return keys;
    }

    private static void requirePrivate(Path file) throws IOException {
        if (!Files.isReadable(file)) {
            throw new IOException(file + " cannot be read by this user");
        }
        Set<PosixFilePermission> open = new HashSet<>(Files.getPosixFilePermissions(file));
        open.retainAll(Set.of(
                PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE, PosixFilePermission.GROUP_WRITE));
        if (!open.isEmpty()) {
            throw new IOException(file + " can be read or changed by others; chmod 0600 it");
        }
    }

    private static Vouching vouching(SignerConfig config) throws IOException {
        SignerConfig.KeySetAccess keySet = config.keySet();
        return keySet == null ? Vouching.ofSignatureOnly() : Vouching.of(keySet.file(), keySet.root());
    }

    private static Set<UserPrincipal> users(SignerConfig config) throws IOException {
        Set<UserPrincipal> users = new HashSet<>();
        for (String name : config.users()) {
            try {
                users.add(
                        FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName(name));
            } catch (UserPrincipalNotFoundException e) {
                throw new IOException("`socket.allow`: there is no user " + name, e);
            }
        }
        return users;
    }
}

package io.lockward.signer.config;

import io.lockward.protocol.key.TrustedKey;
import io.lockward.protocol.key.VerifyingKey;
import io.lockward.signer.audit.AuditLog;
import io.lockward.signer.rules.SigningLimits;
import io.lockward.signer.rules.SigningRules;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Reads the signer's configuration: unknown keys, keys set twice and values out of range are errors, and all of them
/// are told at once. Stateless.
public final class ConfigReader {
    static final String KEY = "key.";
    static final String TOKEN_KEY = "token-key.";
    static final String KINDS = "kinds.";
    private static final int MIB = 1024 * 1024;

    /// What reading gives.
    public sealed interface Outcome {
        record Good(SignerConfig config) implements Outcome {}

        /// @param problems all of them, at least one, by line
        record Bad(List<Problem> problems) implements Outcome {
            public Bad {
                problems = List.copyOf(problems);
            }
        }
    }

    private ConfigReader() {}

    /// @param text of the file
    /// @param folder what relative paths in it start from
    /// @param user who runs the signer: may ask when the file names nobody
    public static Outcome read(String text, Path folder, String user) {
        ConfigFile file = new ConfigFile(text);
        SignerConfig config = take(file, folder, user);
        file.expectNothingElse();
        if (config != null && file.problems().isEmpty()) {
            return new Outcome.Good(config);
        }
        return new Outcome.Bad(file.problems().stream()
                .sorted(Comparator.comparingInt(Problem::line))
                .toList());
    }

    private static @Nullable SignerConfig take(ConfigFile file, Path folder, String user) {
        String socket = file.value(Settings.SOCKET);
        Set<String> users = file.value(Settings.ALLOW);
        Integer connections = file.value(Settings.CONNECTIONS);
        Map<String, Path> keyFiles =
                file.family(KEY, (kid, path) -> folder.resolve(named(kid, path, "the path of a key file")));
        SignerConfig.TokenAccess token = token(file, folder);
        Map<String, Set<String>> kinds = file.family(KINDS, (_, list) -> kinds(list));
        SignerConfig.KeySetAccess keySet = keySet(file, folder);
        String audit = file.value(Settings.AUDIT);
        Integer mebibytes = file.value(Settings.AUDIT_MIB);
        Integer files = file.value(Settings.AUDIT_FILES);
        SigningLimits limits = limits(file);
        checkKids(
                file, keyFiles.keySet(), token == null ? Set.of() : token.keys().keySet(), kinds.keySet());
        if (socket == null
                || users == null
                || connections == null
                || audit == null
                || mebibytes == null
                || files == null
                || limits == null) {
            return null;
        }
        return new SignerConfig(
                folder.resolve(socket),
                users.isEmpty() ? Set.of(user) : users,
                connections,
                keyFiles,
                token,
                kinds,
                keySet,
                folder.resolve(audit),
                new AuditLog.Bounds((long) mebibytes * MIB, files),
                limits);
    }

    private static void checkKids(ConfigFile file, Set<String> inFiles, Set<String> inToken, Set<String> limited) {
        Set<String> kids = new TreeSet<>(inFiles);
        for (String kid : inToken) {
            if (!kids.add(kid)) {
                file.problem("`" + kid + "` is both a file and a token's key");
            }
        }
        if (kids.isEmpty()) {
            file.problem("no `key.KID` and no `token-key.KID` is set: without a key nothing can be signed");
        }
        for (String kid : limited) {
            if (!kids.contains(kid)) {
                file.problem("`kinds." + kid + "` is set, and there is no such key");
            }
        }
    }

    private static SignerConfig.@Nullable TokenAccess token(ConfigFile file, Path folder) {
        String module = file.value(Settings.MODULE);
        String label = file.value(Settings.LABEL);
        String pin = file.value(Settings.PIN);
        Map<String, String> keys =
                file.family(TOKEN_KEY, (kid, key) -> named(kid, key, "the label of a key in the token"));
        if (module == null || label == null || pin == null || (module.isEmpty() && keys.isEmpty())) {
            return null;
        }
        if (module.isEmpty() || label.isEmpty() || pin.isEmpty() || keys.isEmpty()) {
            file.problem("a token needs `token.module`, `token.label`, `token.pin-file` and a `token-key.KID`");
            return null;
        }
        return new SignerConfig.TokenAccess(folder.resolve(module), label, folder.resolve(pin), keys);
    }

    private static String named(String kid, String value, String what) {
        TrustedKey.requireKid(kid);
        if (value.isEmpty()) {
            throw new IllegalArgumentException("is " + what);
        }
        return value;
    }

    private static SignerConfig.@Nullable KeySetAccess keySet(ConfigFile file, Path folder) {
        String keySet = file.value(Settings.KEY_SET);
        String root = file.value(Settings.ROOT);
        if (keySet == null || root == null || (keySet.isEmpty() && root.isEmpty())) {
            return null;
        }
        if (keySet.isEmpty() || root.isEmpty()) {
            file.problem("`key-set-file` and `root-key` go together");
            return null;
        }
        try {
            return new SignerConfig.KeySetAccess(folder.resolve(keySet), new VerifyingKey(root));
        } catch (IllegalArgumentException e) {
            file.problem("`root-key`: " + e.getMessage());
            return null;
        }
    }

    private static @Nullable SigningLimits limits(ConfigFile file) {
        Integer bankCommands = file.value(Settings.BANK_COMMANDS);
        Integer bankUnlocks = file.value(Settings.BANK_UNLOCKS);
        Integer fleetCommands = file.value(Settings.FLEET_COMMANDS);
        Integer fleetUnlocks = file.value(Settings.FLEET_UNLOCKS);
        Integer personCommands = file.value(Settings.PERSON_COMMANDS);
        Integer configurations = file.value(Settings.CONFIGURATIONS);
        if (bankCommands == null
                || bankUnlocks == null
                || fleetCommands == null
                || fleetUnlocks == null
                || personCommands == null
                || configurations == null) {
            return null;
        }
        return new SigningLimits(
                bankCommands, bankUnlocks, fleetCommands, fleetUnlocks, personCommands, configurations);
    }

    private static Set<String> kinds(String list) {
        Set<String> kinds = Settings.words(list);
        if (kinds.isEmpty() || !SigningRules.KINDS.containsAll(kinds)) {
            throw new IllegalArgumentException("is a list of " + String.join(", ", new TreeSet<>(SigningRules.KINDS)));
        }
        return kinds;
    }
}

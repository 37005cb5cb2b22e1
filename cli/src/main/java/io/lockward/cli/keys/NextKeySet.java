package io.lockward.cli.keys;

import io.lockward.cli.ExitCode;
import io.lockward.cli.Failure;
import io.lockward.protocol.key.KeySet;
import io.lockward.protocol.key.Scope;
import io.lockward.protocol.key.TrustedKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Makes the next version of a key set out of the one before. Pure.
final class NextKeySet {
    /// A key set that leaves nobody to sign commands so soon is probably not meant.
    static final Duration SOON = Duration.ofDays(7);

    private static final Map<Scope, String> NONE =
            Map.of(Scope.ACKNOWLEDGE, ": a hostile broker could make banks forget what the cloud does not have");

    /// @param changes what is different, one sentence each
    record Made(KeySet set, List<String> changes, List<String> warnings) {}

    private NextKeySet() {}

    /// @param previous `null` for the fleet's first
    /// @param add new keys, or known ones with other times
    /// @param revoke names of keys that no longer count
    static Made make(@Nullable KeySet previous, List<TrustedKey> add, List<String> revoke, Instant now) {
        Map<String, TrustedKey> keys = new LinkedHashMap<>();
        List<String> changes = new ArrayList<>();
        if (previous != null) {
            previous.keys().forEach(key -> keys.put(key.kid(), key));
        }
        for (String kid : revoke) {
            if (keys.remove(kid) == null) {
                throw new Failure(ExitCode.NOT_FOUND, "there is no key " + kid + " in the previous set");
            }
            changes.add("revoked  " + kid);
        }
        for (TrustedKey key : List.copyOf(keys.values())) {
            if (!now.isBefore(key.to())) {
                keys.remove(key.kid());
                changes.add("left out " + key.kid() + ", whose time ended " + key.to());
            }
        }
        for (TrustedKey key : add) {
            TrustedKey known = keys.put(key.kid(), key);
            if (known != null && !known.x().equals(key.x())) {
                throw new Failure(
                        ExitCode.CONFLICT,
                        "there is another key " + key.kid() + "; give the new one a name of its own");
            }
            changes.add((known == null ? "added    " : "renewed  ") + sentence(key));
        }
        keys.values().stream()
                .filter(key -> add.stream().noneMatch(key::equals))
                .forEach(key -> changes.add("kept     " + sentence(key)));
        long version = previous == null ? 1 : previous.version() + 1;
        Instant at = previous != null && previous.at().isAfter(now) ? previous.at() : now;
        try {
            KeySet set = new KeySet(version, at, List.copyOf(keys.values()));
            return new Made(set, changes, warnings(set, now));
        } catch (IllegalArgumentException e) {
            throw new Failure(ExitCode.ERROR, "this would be no key set: " + e.getMessage());
        }
    }

    private static String sentence(TrustedKey key) {
        return key.kid() + " (" + words(key.scope()) + (key.holder() == null ? "" : ", " + key.holder()) + ") from "
                + key.from() + " to " + key.to();
    }

    static String words(Set<Scope> scope) {
        return String.join(", ", scope.stream().map(NextKeySet::word).toList());
    }

    static String word(Scope scope) {
        return switch (scope) {
            case COMMAND -> "command";
            case CONFIGURE -> "configure";
            case APPROVE -> "approve";
            case ACKNOWLEDGE -> "acknowledge";
            case EVIDENCE -> "evidence";
        };
    }

    private static List<String> warnings(KeySet set, Instant now) {
        List<String> warnings = new ArrayList<>();
        for (Scope scope : List.of(Scope.COMMAND, Scope.CONFIGURE, Scope.ACKNOWLEDGE)) {
            @Nullable
            Instant last = set.keys().stream()
                    .filter(key -> key.scope().contains(scope))
                    .map(TrustedKey::to)
                    .max(Comparator.naturalOrder())
                    .orElse(null);
            String what = words(Set.of(scope));
            if (last == null) {
                warnings.add("no key has the scope " + what + NONE.getOrDefault(scope, ""));
            } else if (last.isBefore(now.plus(SOON))) {
                warnings.add("the last key with the scope " + what + " ends " + last + ": make the next one before");
            }
        }
        long people = set.keys().stream()
                .filter(key -> key.scope().contains(Scope.APPROVE))
                .map(TrustedKey::holder)
                .distinct()
                .count();
        if (people < 2) {
            warnings.add("fewer than two people hold keys: nobody can open everything at once");
        }
        return warnings;
    }
}

package io.lockward.protocol.key;

import io.lockward.protocol.Guard;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// One key of a key set.
///
/// @param kid its name, 1 to 64 of `[A-Za-z0-9._-]`
/// @param x the public key
/// @param from it counts from this moment
/// @param to it no longer counts from this moment, after `from`
/// @param scope what it may sign, at least one
/// @param holder the person who holds it, at most 128 characters; needed with [Scope#APPROVE], where two keys of
///     one person are one person
public record TrustedKey(
        String kid,
        VerifyingKey x,
        Instant from,
        Instant to,
        Set<Scope> scope,
        @Nullable String holder) {
    public TrustedKey {
        requireKid(kid);
        Objects.requireNonNull(x, "x");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("from is before to");
        }
        if (scope.isEmpty()) {
            throw new IllegalArgumentException("a key may sign something");
        }
        scope = Collections.unmodifiableSortedSet(new TreeSet<>(EnumSet.copyOf(scope)));
        Guard.optionalText(holder, "holder", 128);
        boolean person = scope.contains(Scope.APPROVE);
        if (person && (holder == null || holder.isBlank() || scope.size() > 1)) {
            throw new IllegalArgumentException("a key that approves is held by a person and does nothing else");
        }
        if (scope.contains(Scope.ACKNOWLEDGE) && scope.size() > 1) {
            // It lies where the network is, so it must not open a door by somebody's slip.
            throw new IllegalArgumentException("a key that acknowledges does nothing else");
        }
    }

    /// The name itself.
    ///
    /// @throws IllegalArgumentException when it is none
    public static String requireKid(String kid) {
        Guard.text(kid, "kid", 64);
        for (int i = 0; i < kid.length(); i++) {
            char c = kid.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!letter && c != '.' && c != '_' && c != '-') {
                throw new IllegalArgumentException("kid has 1 to 64 of [A-Za-z0-9._-]");
            }
        }
        return kid;
    }
}

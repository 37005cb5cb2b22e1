package io.lockward.cloud.access;

import io.quarkus.security.identity.SecurityIdentity;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Somebody who acts, a person or a program, for what a role alone does not decide.
///
/// @param role as it was given, such as `support`; several are joined by commas
/// @param sites where they may act; `null` when nobody narrowed it
/// @param session tells this session, or this API key, from all others; says nothing about its secret
public record Person(String name, String role, @Nullable Set<String> sites, String session) {
    static final String ATTRIBUTE = "lockward.person";

    public Person {
        sites = sites == null ? null : Set.copyOf(sites);
    }

    /// Who is behind a request that a role let in.
    public static Person of(SecurityIdentity identity) {
        return Objects.requireNonNull(
                identity.<@Nullable Person>getAttribute(ATTRIBUTE), "a role let somebody in, so they are known");
    }

    /// Whether they have a role, or one that includes it.
    public boolean has(String wanted) {
        return Role.spread(List.of(role.split(",", -1))).contains(wanted);
    }

    /// Whether they may act at a site. A property's manager whom nobody gave a site reaches none.
    public boolean reaches(String site) {
        return sites == null ? has(Role.VIEWER_ROLE) : sites.contains(site);
    }
}

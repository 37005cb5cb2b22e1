package io.lockward.cloud.access;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What somebody may do; each role includes those before it.
public enum Role {
    /// Sees everything.
    VIEWER,
    /// Opens doors, restarts kiosks and agents, acknowledges and shelves alarms.
    OPERATOR,
    /// Also reboots controllers.
    SUPPORT,
    /// Also registers banks.
    ADMIN;

    /// The names, for annotations.
    public static final String VIEWER_ROLE = "viewer";

    public static final String OPERATOR_ROLE = "operator";
    public static final String SUPPORT_ROLE = "support";
    public static final String ADMIN_ROLE = "admin";

    /// The role of that name; `null` when there is none.
    static @Nullable Role named(String name) {
        for (Role role : values()) {
            if (role.text().equals(name)) {
                return role;
            }
        }
        return null;
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The names of these roles and all they include; names that are no role give nothing.
    static Set<String> spread(Iterable<String> names) {
        Set<String> all = new TreeSet<>();
        for (String name : names) {
            Role role = named(name);
            if (role != null) {
                EnumSet.range(VIEWER, role).forEach(included -> all.add(included.text()));
            }
        }
        return all;
    }
}

package io.lockward.cloud.access;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What somebody may do. Viewer, operator, support and admin include those before them; the admin includes all.
public enum Role {
    /// Sees everything.
    VIEWER,
    /// Opens doors, restarts kiosks and agents, acknowledges and shelves alarms.
    OPERATOR,
    /// Also reboots controllers.
    SUPPORT,
    /// Also registers banks and puts key sets in force.
    ADMIN,
    /// Sees everything and gives banks their keys; nothing else. For whoever sets a bank up on site.
    INSTALLER,
    /// A property's manager: asks for a case and reads what came of it, at the sites they were given. Never footage.
    PROPERTY,
    /// Reads everything, also cases and who looked at what. Never footage.
    AUDITOR;

    /// The names, for annotations.
    public static final String VIEWER_ROLE = "viewer";

    public static final String OPERATOR_ROLE = "operator";
    public static final String SUPPORT_ROLE = "support";
    public static final String ADMIN_ROLE = "admin";
    public static final String INSTALLER_ROLE = "installer";
    public static final String PROPERTY_ROLE = "property";
    public static final String AUDITOR_ROLE = "auditor";

    /// The role of that name; `null` when there is none.
    static @Nullable Role named(String name) {
        for (Role role : values()) {
            if (role.text().equals(name)) {
                return role;
            }
        }
        return null;
    }

    /// Whether who has this role may do what `least` asks for.
    boolean includes(Role least) {
        return switch (this) {
            case VIEWER, OPERATOR, SUPPORT -> compareTo(least) >= 0;
            case ADMIN -> true;
            case INSTALLER -> least == INSTALLER || least == VIEWER;
            case PROPERTY -> least == PROPERTY;
            case AUDITOR -> least == AUDITOR || least == VIEWER;
        };
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
                EnumSet.allOf(Role.class).stream().filter(role::includes).forEach(one -> all.add(one.text()));
            }
        }
        return all;
    }
}

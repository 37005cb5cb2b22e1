package io.lockward.fleet.alarm;

import java.util.Locale;

/// What an incident may have for its one cause.
public enum IncidentCause {
    /// One bank is silent and what the ladder could do did not bring it back.
    BANK_SILENT(Scope.BANK, Severity.MAJOR, "Call the site: is there power, is there network? Else send a technician."),
    /// One bank is heard and does not hear, and what the ladder could do did not help.
    DOWNLINK_DEAD(
            Scope.BANK, Severity.MAJOR, "Look at the broker's rules for the bank and at the site's network filters."),
    /// One bank took every step it had for a part of its own, and that part is not well.
    NOT_HEALED(
            Scope.BANK,
            Severity.MAJOR,
            "Read why on the bank's page, take the incident, and send somebody; it ends when the part is well."),
    /// Doors of one bank were opened by force.
    FORCED(
            Scope.BANK,
            Severity.CRITICAL,
            "Look at the clips in its case, have somebody go there, then take the incident: it ends once it is taken and"
                    + " every door is shut."),
    /// Banks of one site fell silent together: its network or its power.
    SITE_SILENT(Scope.SITE, Severity.CRITICAL, "Call the site about its power and its network; the banks wait."),
    /// Most of the fleet fell silent together: the broker, a provider, or this service.
    FLEET_SILENT(Scope.FLEET, Severity.CRITICAL, "Look at the broker and at the network in front of it first."),
    /// Nothing can be signed, so no command goes to any bank.
    SIGNER_AWAY(Scope.SERVICE, Severity.CRITICAL, "Start the signer, or look into its log why it does not sign."),
    /// No footage can be taken in: the place for it is full or away. Banks keep theirs as long as they can.
    FOOTAGE_STORE(Scope.SERVICE, Severity.MAJOR, "Make room for footage, or look why its store does not answer.");

    /// What an incident is about.
    public enum Scope {
        BANK,
        SITE,
        FLEET,
        SERVICE;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Scope scope;
    private final Severity severity;
    private final String suggestion;

    IncidentCause(Scope scope, Severity severity, String suggestion) {
        this.scope = scope;
        this.severity = severity;
        this.suggestion = suggestion;
    }

    public Scope scope() {
        return scope;
    }

    /// How bad it is.
    public Severity severity() {
        return severity;
    }

    /// What a person can do.
    public String suggestion() {
        return suggestion;
    }

    /// Whether a person must have taken it before it is over: that a door is shut again mends nothing.
    public boolean needsTaking() {
        return this == FORCED;
    }

    /// The word for it in the API and the database, such as `site-silent`.
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// @throws IllegalArgumentException when none is called so
    public static IncidentCause ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}

package io.lockward.fleet.alarm;

import java.util.Locale;

/// The conditions the cloud follows.
public enum AlarmKind {
    ON_BATTERY(Severity.INFO, "The bank runs on its battery.", "Wait for the mains; call the site if it takes long."),
    BATTERY_LOW(Severity.MAJOR, "The battery is nearly empty.", "Have the site restore power soon."),
    POWER_UNKNOWN(Severity.MINOR, "The power state cannot be told.", "Check the UPS and its cable at the next visit."),
    FORCED_ENTRY(
            Severity.CRITICAL,
            "A door opened that nothing unlocked.",
            "Look at the cameras and send somebody to the bank."),
    DOOR_AJAR(Severity.MAJOR, "A door stands open longer than it should.", "Ask the site to close it."),
    DOOR_JAMMED(
            Severity.MAJOR,
            "A lock was driven and the door stayed shut.",
            "Unlock once more; send a technician if it stays shut."),
    KIOSK_FROZEN(Severity.MAJOR, "The screen stopped giving signs of life.", "Restart the kiosk."),
    BANK_OFFLINE(
            Severity.MAJOR,
            "The bank is not connected.",
            "Check power and network at the site; entries are kept there."),
    DOWNLINK_DEAD(
            Severity.MAJOR,
            "The bank is heard and does not hear: what is sent to it gets no answer.",
            "Restart its agent; look at the broker's rules for it and at what filters the site's network."),
    CLOCK_WRONG(
            Severity.MINOR, "The controller's clock is wrong.", "Check its time source; uptime still orders entries."),
    JOURNAL_GAP(Severity.MINOR, "The bank had to drop entries to make room.", "Find out why it was cut off so long."),
    DISK_NEARLY_FULL(
            Severity.MINOR, "The controller's disk is nearly full.", "Free space before the journal must drop."),
    AGENT_RESTARTED(Severity.MINOR, "The agent restarted and nothing announced it.", "Look at what came before it."),
    TAMPER(Severity.CRITICAL, "Somebody is at the cabinet itself.", "Look at the cameras and send somebody."),
    SENSOR_FAULT(
            Severity.MINOR,
            "The switch of a door or of the cabinet cannot be read.",
            "Have it looked at on the next visit."),
    SENSOR_ILL(
            Severity.MINOR,
            "An occupancy sensor is ill; another one of its compartment is well.",
            "Have it looked at on the next visit."),
    COMPARTMENT_BLIND(
            Severity.MAJOR,
            "None of a compartment's occupancy sensors is well.",
            "What is put in there cannot be proven: have it looked at, or take the compartment out of service."),
    CAMERA_FAULT(
            Severity.MINOR,
            "A camera gives no pictures; what happens meanwhile is not filmed.",
            "Look whether it has power and network; the bank starts it again by itself."),
    UNEXPECTED_CONTENT(
            Severity.MINOR,
            "Something is in a compartment that is in no books.",
            "Read what happened at this door; it was kept free of deposits meanwhile."),
    MISSING_CONTENT(
            Severity.MAJOR,
            "A compartment is empty that holds a parcel by the books.",
            "Read what happened at this door before anybody asks for the parcel."),
    NOTICE_UNDELIVERED(
            Severity.MINOR,
            "A recipient or an integrator could not be told about a parcel.",
            "Read why on the parcel's page, mend the address or the endpoint, then send it again."),
    CODE_GUESSING(
            Severity.MAJOR,
            "Somebody tries codes at the screen; none is taken for a while.",
            "Look at the cameras; codes that were nearly hit are replaced by themselves."),
    LOCK_NOT_ENGAGED(
            Severity.MAJOR,
            "A door is closed and its lock does not hold it.",
            "Have the door pushed shut; send a technician if it springs open again."),
    OUT_OF_SERVICE(
            Severity.MINOR,
            "The bank took a compartment out of service by itself.",
            "Have it looked at, then put it back into service."),
    JOURNAL_BROKEN(
            Severity.MAJOR,
            "What the bank sends does not continue what it sent before; it is kept apart, not believed.",
            "Find out whether its disk was swapped or somebody speaks in its name."),
    JOURNAL_UNSIGNED(
            Severity.MAJOR,
            "Entries come in the bank's name, and its signature over them does not.",
            "Find out who between bank and cloud leaves the signatures out; until then compare with the bank on site."),
    IDENTITY_DOUBTFUL(
            Severity.CRITICAL,
            "Something speaks in the bank's name that does not have its key; it was not believed.",
            "Find out whether its controller was replaced, then register the new key; if not, change its broker password."),
    NEEDS_PERSON(
            Severity.MAJOR,
            "The bank could not heal itself; a person is needed.",
            "Read why it stopped, restart the next part by hand, or send a technician."),
    UNREAD_ENTRIES(Severity.MINOR, "The bank says things this service cannot read.", "Compare versions of both sides.");

    private final Severity severity;
    private final String why;
    private final String suggestion;

    AlarmKind(Severity severity, String why, String suggestion) {
        this.severity = severity;
        this.why = why;
        this.suggestion = suggestion;
    }

    /// How bad it is when it opens.
    public Severity severity() {
        return severity;
    }

    /// What it means, in a sentence.
    public String why() {
        return why;
    }

    /// What a person can do.
    public String suggestion() {
        return suggestion;
    }

    /// The word for it in the API and the database, such as `forced-entry`.
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// @throws IllegalArgumentException when no kind is called so
    public static AlarmKind ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}

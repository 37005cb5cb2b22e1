package io.lockward.cloud.fleet;

import io.lockward.cloud.alarm.AlarmView;
import io.lockward.fleet.Reported;
import io.lockward.fleet.Subjects;
import io.lockward.fleet.presence.PresenceState;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.Presence;
import io.lockward.protocol.entry.AgentEntry;
import io.lockward.protocol.entry.ConfigEntry;
import io.lockward.protocol.entry.DoorEntry;
import io.lockward.protocol.entry.KioskEntry;
import io.lockward.protocol.entry.OccupancyEntry;
import io.lockward.protocol.key.VerifyingKey;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Makes the parts of a twin from what was reported. Pure.
final class TwinViews {
    private TwinViews() {}

    static SortedSet<CompartmentId> known(Collection<String> subjects) {
        SortedSet<CompartmentId> known = new TreeSet<>();
        for (String subject : subjects) {
            String name = subject.substring(subject.indexOf('/') + 1);
            if (subject.matches("(door|lock|occupancy|parcel)/.*") && CompartmentId.isValid(name)) {
                known.add(new CompartmentId(name));
            }
        }
        return known;
    }

    static TwinView.CompartmentView compartment(
            Layout.Compartment place, Map<String, Reported> reported, List<AlarmView> alarms, boolean fresh) {
        CompartmentId id = new CompartmentId(place.id() == null ? "" : place.id());
        Reported door = reported.get(Subjects.door(id));
        return new TwinView.CompartmentView(
                id.value(),
                place.size() == null ? "M" : place.size(),
                door == null
                        ? new TwinView.DoorView("unknown", null, null, null, false)
                        : new TwinView.DoorView(
                                door(door),
                                door.stamp().at(),
                                door.ref().seq(),
                                door.ref().epoch(),
                                fresh),
                lock(reported.get(Subjects.lock(id))),
                occupancy(reported.get(Subjects.occupancy(id))),
                service(reported.get(Subjects.service(id))),
                alarms.stream()
                        .filter(alarm -> alarm.subject().equals(Subjects.door(id))
                                || alarm.subject().endsWith("/" + id))
                        .map(AlarmView::kind)
                        .distinct()
                        .toList());
    }

    private static String door(Reported reported) {
        if (!(reported.entry() instanceof DoorEntry entry)) {
            return "unknown";
        }
        return switch (entry) {
            case DoorEntry.Opened _ -> "open";
            case DoorEntry.Closed _ -> "closed";
            case DoorEntry.Jammed _ -> "jammed";
            case DoorEntry.Pulsed _ -> "unknown";
        };
    }

    private static TwinView.@Nullable LockView lock(@Nullable Reported reported) {
        return reported != null && reported.entry() instanceof DoorEntry.Pulsed pulsed
                ? new TwinView.LockView(
                        reported.stamp().at(),
                        BankViews.word(pulsed.why()),
                        pulsed.id(),
                        reported.ref().seq())
                : null;
    }

    private static TwinView.@Nullable OccupancyView occupancy(@Nullable Reported reported) {
        if (reported == null || !(reported.entry() instanceof OccupancyEntry entry)) {
            return null;
        }
        return switch (entry) {
            case OccupancyEntry.Changed changed ->
                new TwinView.OccupancyView(
                        changed.occupied() ? "occupied" : "empty",
                        reported.stamp().at(),
                        reported.ref().seq(),
                        changed.confidence());
            case OccupancyEntry.Calibrated _ -> null;
            case OccupancyEntry.Suspect _ ->
                new TwinView.OccupancyView(
                        "suspect", reported.stamp().at(), reported.ref().seq(), null);
        };
    }

    private static TwinView.@Nullable ServiceView service(@Nullable Reported reported) {
        return reported != null && reported.entry() instanceof ConfigEntry.Service service
                ? new TwinView.ServiceView(
                        service.inService(),
                        service.why(),
                        reported.stamp().at(),
                        reported.ref().seq())
                : null;
    }

    static TwinView.KioskView kiosk(@Nullable Reported reported, boolean fresh) {
        if (reported == null || !(reported.entry() instanceof KioskEntry entry)) {
            return new TwinView.KioskView(fresh ? "ok" : "unknown", null, null, fresh);
        }
        return new TwinView.KioskView(
                entry instanceof KioskEntry.Frozen ? "frozen" : "ok",
                reported.stamp().at(),
                reported.ref().seq(),
                fresh);
    }

    static TwinView.IdentityView identity(BankRow row) {
        String key = row.publicKey();
        PresenceState presence = row.presence();
        boolean proven = presence != null && presence.proven();
        Instant heardAt = presence == null ? null : presence.lastSeen();
        if (key == null) {
            return new TwinView.IdentityView(
                    null,
                    null,
                    proven,
                    heardAt,
                    "No key is registered for this bank, so nobody can tell whether it is the bank that speaks, and no"
                            + " command goes to it. Read its key on site with `lockward-agent check` and register it:"
                            + " PUT /api/v1/banks/" + row.id() + "/key.");
        }
        boolean doubtful = presence != null && !proven;
        return new TwinView.IdentityView(
                new VerifyingKey(key).thumbprint(),
                row.keySetAt(),
                proven,
                heardAt,
                doubtful
                        ? "Its newest word came before its key was registered, or is not signed with it. Commands wait"
                                + " until it is heard with the right key, within 30 s when all is well."
                        : null);
    }

    static TwinView.@Nullable AgentView agent(@Nullable PresenceState presence, @Nullable Reported reported) {
        if (presence == null) {
            return null;
        }
        Presence newest = presence.newest();
        AgentEntry.Started started =
                reported != null && reported.entry() instanceof AgentEntry.Started entry ? entry : null;
        return new TwinView.AgentView(
                newest.version(),
                newest.bootId().value(),
                newest.boot(),
                newest.up(),
                reported == null ? null : reported.stamp().at(),
                started == null ? null : BankViews.word(started.cause()),
                started == null ? null : started.expected(),
                reported == null ? null : reported.stamp().at(),
                reported == null ? null : reported.ref().seq());
    }

    static TwinView.NetworkView network(
            @Nullable PresenceState presence, TwinView.@Nullable JournalView journal, boolean online) {
        if (presence == null) {
            return new TwinView.NetworkView(null, null, null);
        }
        Presence newest = presence.newest();
        boolean same =
                journal != null && journal.journal().equals(newest.journal().value());
        return new TwinView.NetworkView(
                online ? newest.session().toString() : null,
                presence.clockOffsetMillis(),
                journal != null && same ? Math.max(0, newest.nextSeq() - 1 - journal.upTo()) : null);
    }
}

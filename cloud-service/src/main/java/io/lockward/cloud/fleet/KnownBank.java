package io.lockward.cloud.fleet;

import io.lockward.fleet.Reported;
import io.lockward.fleet.alarm.Alarm;
import io.lockward.fleet.presence.PresenceView;
import java.util.List;
import java.util.Map;

/// What is known of one bank, for rules.
///
/// @param reported by subject
/// @param open its open alarms, shelved ones included
public record KnownBank(PresenceView presence, Map<String, Reported> reported, List<Alarm> open) {}

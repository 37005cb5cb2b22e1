package io.lockward.agent.bank;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

/// What of a bank's timing can be configured from afar. How many doors can be opened from afar cannot: that limit
/// is for the day on which "afar" is in the wrong hands.
final class Adjustments {
    static final String PULSE = "lock.pulse-milliseconds";
    static final String VERIFY = "door.verify-seconds";
    static final String AJAR = "door.ajar-seconds";
    static final String KIOSK_SILENCE = "kiosk.silence-seconds";
    static final String DISK_FREE = "disk.free-percent";
    private static final Set<String> KEYS = Set.of(PULSE, VERIFY, AJAR, KIOSK_SILENCE, DISK_FREE);

    private Adjustments() {}

    /// @throws IllegalArgumentException in words for people, when a setting is unknown or out of range
    static Timing apply(Timing own, Map<String, String> settings) {
        for (String key : settings.keySet()) {
            if (!KEYS.contains(key)) {
                throw new IllegalArgumentException(key + " cannot be set from afar");
            }
        }
        Duration verify = seconds(settings, VERIFY, own.verify());
        return new Timing(
                Duration.ofMillis(number(settings, PULSE, (int) own.pulse().toMillis())),
                verify,
                own.lateOpening().compareTo(verify) < 0 ? verify : own.lateOpening(),
                seconds(settings, AJAR, own.ajar()),
                seconds(settings, KIOSK_SILENCE, own.kioskSilence()),
                own.kioskRestart(),
                own.reboot(),
                own.commandSlack(),
                own.refusalsPerMinute(),
                own.unlocksPerMinute(),
                number(settings, DISK_FREE, own.diskFreePercent()));
    }

    private static Duration seconds(Map<String, String> settings, String key, Duration own) {
        return settings.containsKey(key) ? Duration.ofSeconds(number(settings, key, 0)) : own;
    }

    private static int number(Map<String, String> settings, String key, int own) {
        String text = settings.get(key);
        if (text == null) {
            return own;
        }
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException _) {
            throw new IllegalArgumentException(key + " is a whole number");
        }
    }
}

package io.lockward.simulator.fleet;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What can go wrong in the demo, and what mends it.
enum Fault {
    /// The controller loses all power at once and comes back after 15 s.
    POWER_CUT("The controller of %s is dead. Power returns in 15 s."),
    MAINS_LOSS("Mains are gone at %s; it runs on its battery. mains-back mends it."),
    MAINS_BACK("Mains are back at %s."),
    NETWORK_LOSS("%s has no network. It works on alone; network-back mends it."),
    NETWORK_BACK("The network of %s is back."),
    KIOSK_FREEZE("The screen of %s hangs. The bank notices and restarts it by itself."),
    /// Only a reboot of the controller helps.
    KIOSK_STUCK("The screen of %s hangs for good. The bank climbs: screen, agent, controller."),
    /// A closed door is opened without an unlock, and closed 20 s later.
    DOOR_FORCED("Somebody forces a door of %s."),
    /// The next unlocks of every door move nothing, for 60 s.
    DOOR_JAM("The doors of %s are stuck for 60 s. Try to unlock one.");

    private final String told;

    Fault(String told) {
        this.told = told;
    }

    String told(String bank) {
        return told.formatted(bank);
    }

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static @Nullable Fault ofWord(String word) {
        return Stream.of(values())
                .filter(fault -> fault.word().equals(word))
                .findFirst()
                .orElse(null);
    }

    static String words() {
        return Stream.of(values()).map(Fault::word).collect(Collectors.joining(", "));
    }
}

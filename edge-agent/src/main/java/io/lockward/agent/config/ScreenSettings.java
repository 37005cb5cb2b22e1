package io.lockward.agent.config;

import io.lockward.agent.hardware.kiosk.Face;
import io.lockward.protocol.CompartmentId;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/// What people at the bank are shown and offered.
final class ScreenSettings {
    static final Setting<String> NAME =
            Setting.text("kiosk.name", "", "What the screen calls this locker, such as its address; empty: its id.");
    static final Setting<String> PHONE =
            Setting.text("kiosk.phone", "", "Support's telephone number; empty when it stands on the cabinet.");
    static final Setting<List<String>> LANGUAGES = new Setting<>(
            "kiosk.languages",
            "of " + String.join(", ", Face.LANGUAGES),
            String.join(", ", Face.LANGUAGES),
            "The screen's languages; the first one is spoken first.",
            ScreenSettings::languages);
    static final Setting<SortedSet<CompartmentId>> OUT_OF_REACH = new Setting<>(
            "parcels.out-of-reach",
            "compartments, such as `A01, A09`",
            "",
            "Those that cannot be reached from a wheelchair (38 to 122 cm above the floor, ADA 308.2.1).",
            ScreenSettings::compartments);

    static final List<Setting<?>> ALL = List.of(NAME, PHONE, LANGUAGES, OUT_OF_REACH);

    private ScreenSettings() {}

    private static List<String> words(String text) {
        return Stream.of(text.split(","))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static List<String> languages(String text) {
        List<String> languages = words(text);
        if (languages.isEmpty() || !Face.LANGUAGES.containsAll(languages)) {
            throw new IllegalArgumentException("is a list of " + String.join(", ", Face.LANGUAGES));
        }
        return languages;
    }

    private static SortedSet<CompartmentId> compartments(String text) {
        SortedSet<CompartmentId> compartments = new TreeSet<>();
        for (String word : words(text)) {
            compartments.add(new CompartmentId(word));
        }
        return Collections.unmodifiableSortedSet(compartments);
    }
}

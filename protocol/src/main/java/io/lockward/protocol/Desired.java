package io.lockward.protocol;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// The configuration the cloud wants a bank to have. Sent again until a `config.applied` entry reports its version.
///
/// @param version rises with each change, from 1; a bank takes rising versions only
/// @param settings at most 128 settings by key, values up to 1,024 characters
public record Desired(long version, Map<String, String> settings) {
    public Desired {
        Guard.atLeast(version, 1, "version");
        if (settings.size() > 128) {
            throw new IllegalArgumentException("at most 128 settings");
        }
        settings.forEach((key, value) -> {
            Guard.text(key, "setting", 64);
            Guard.optionalText(value, key, 1024);
        });
        settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
    }
}

package io.lockward.protocol;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// The configuration the cloud wants a bank to have. Sent again until a `config.applied` entry reports its version.
///
/// @param aud the bank it is for
/// @param version rises with each change, from 1; a bank takes rising versions only
/// @param settings at most 128 settings by key, values up to 1,024 characters
public record Desired(BankId aud, long version, Map<String, String> settings) {
    public Desired {
        Objects.requireNonNull(aud, "aud");
        Guard.atLeast(version, 1, "version");
        settings = new Settings(settings).values();
    }

    /// Settings within their bounds, in the order of their keys.
    public record Settings(Map<String, String> values) {
        public Settings {
            if (values.size() > 128) {
                throw new IllegalArgumentException("at most 128 settings");
            }
            values.forEach((key, value) -> {
                Guard.text(key, "setting", 64);
                Guard.optionalText(value, key, 1024);
            });
            values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
        }
    }
}

package io.lockward.agent.bank.clip;

import java.time.Duration;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/// Which cameras a bank has, and what it wants of them.
///
/// @param cameras their names, 1 to 24 of `[a-z0-9-]` each, at most 8
/// @param before an event, 0 to 30 s
/// @param after an event, 5 to 60 s
/// @param keptBytes of clips that the cloud does not have yet; beyond it the oldest are lost, from 1
public record ClipSetup(SortedSet<String> cameras, Duration before, Duration after, long keptBytes) {
    /// No cameras; 10 s before and 20 s after an event; 2 GiB.
    public static final ClipSetup NONE =
            new ClipSetup(new TreeSet<>(), Duration.ofSeconds(10), Duration.ofSeconds(20), 2L << 30);

    public ClipSetup {
        cameras = Collections.unmodifiableSortedSet(new TreeSet<>(cameras));
        if (cameras.size() > 8 || !cameras.stream().allMatch(ClipSetup::isName)) {
            throw new IllegalArgumentException("at most 8 cameras, each named by 1 to 24 of [a-z0-9-]");
        }
        within(before, Duration.ZERO, Duration.ofSeconds(30), "before");
        within(after, Duration.ofSeconds(5), Duration.ofSeconds(60), "after");
        if (keptBytes < 1) {
            throw new IllegalArgumentException("keptBytes is at least 1");
        }
    }

    public static boolean isName(String text) {
        return text.matches("[a-z0-9-]{1,24}");
    }

    public ClipSetup withCameras(SortedSet<String> changed) {
        return new ClipSetup(changed, before, after, keptBytes);
    }

    private static void within(Duration value, Duration least, Duration most, String name) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(name + " is between " + least + " and " + most);
        }
    }
}

package io.lockward.fleet.dispute;

import io.lockward.fleet.StoredEntry;
import io.lockward.fleet.dispute.ClipFact.State;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.entry.AgentEntry;
import io.lockward.protocol.entry.ClipEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a journal tells of clips. Pure. Whether one is really here only the place knows where clips are kept.
public final class ClipFacts {
    private ClipFacts() {}

    /// @param entries in the order of the journal
    public static List<ClipFact> of(List<StoredEntry> entries) {
        Map<String, ClipFact> clips = new LinkedHashMap<>();
        for (StoredEntry stored : entries) {
            if (stored.entry() instanceof ClipEntry entry) {
                ClipFact known = clips.get(entry.clip());
                clips.put(
                        entry.clip(),
                        switch (entry) {
                            case ClipEntry.Recorded recorded -> recorded(stored, recorded);
                            case ClipEntry.Uploaded _ ->
                                known == null ? bare(stored, entry, State.STORED) : known.as(State.STORED);
                            case ClipEntry.Lost lost -> lost(stored, lost);
                        });
            }
        }
        return new ArrayList<>(clips.values());
    }

    /// Whether a bank has a camera, as far as these entries show.
    public static boolean camera(List<StoredEntry> entries) {
        return entries.stream()
                .anyMatch(stored -> stored.entry() instanceof ClipEntry
                        || (stored.entry() instanceof AgentEntry.Started started && started.cameras() != null));
    }

    private static ClipFact recorded(StoredEntry stored, ClipEntry.Recorded entry) {
        Long gap = entry.gapMillis();
        return new ClipFact(
                entry.clip(),
                entry.camera(),
                State.KNOWN,
                null,
                word(entry.because()),
                place(entry.compartment()),
                stored.ref().epoch(),
                entry.first(),
                entry.last(),
                entry.from(),
                entry.to(),
                entry.filmedBoot(),
                entry.fromUp(),
                entry.toUp(),
                gap == null ? 0 : gap);
    }

    private static ClipFact lost(StoredEntry stored, ClipEntry.Lost entry) {
        return new ClipFact(
                entry.clip(),
                entry.camera(),
                State.LOST,
                entry.reason(),
                word(entry.because()),
                place(entry.compartment()),
                stored.ref().epoch(),
                entry.first(),
                entry.last(),
                null,
                null,
                null,
                null,
                null,
                0);
    }

    private static ClipFact bare(StoredEntry stored, ClipEntry entry, State state) {
        return new ClipFact(
                entry.clip(),
                null,
                state,
                null,
                null,
                null,
                stored.ref().epoch(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                0);
    }

    private static @Nullable String word(ClipEntry.@Nullable Because because) {
        return because == null ? null : because.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static @Nullable String place(@Nullable CompartmentId compartment) {
        return compartment == null ? null : compartment.value();
    }
}

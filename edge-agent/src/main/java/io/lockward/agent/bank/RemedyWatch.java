package io.lockward.agent.bank;

import io.lockward.protocol.entry.AgentEntry.Part;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the ladder watches within one process.
///
/// @param redSince uptime in milliseconds since which each unwell part is so, without a break
/// @param diskFree percent, as last read
/// @param linkUp whether the cloud is connected, as last told
/// @param network whether there is a network at all, as last told
record RemedyWatch(
        Map<Part, Long> redSince,
        @Nullable Integer diskFree,
        @Nullable Boolean linkUp,
        boolean network) {
    static final RemedyWatch START = new RemedyWatch(Map.of(), null, null, false);

    RemedyWatch {
        redSince = Map.copyOf(redSince);
    }

    RemedyWatch withDisk(int percentFree) {
        return new RemedyWatch(redSince, percentFree, linkUp, network);
    }

    RemedyWatch withLink(boolean up, boolean networkUp) {
        return new RemedyWatch(redSince, diskFree, up, networkUp);
    }

    RemedyWatch withRed(Part part, boolean red, long up) {
        if (red == redSince.containsKey(part)) {
            return this;
        }
        Map<Part, Long> changed = new EnumMap<>(Part.class);
        changed.putAll(redSince);
        if (red) {
            changed.put(part, up);
        } else {
            changed.remove(part);
        }
        return new RemedyWatch(changed, diskFree, linkUp, network);
    }

    /// For how long a part has been unwell; -1 when it is not known to be.
    long redMillis(Part part, long up) {
        Long since = redSince.get(part);
        return since == null ? -1 : up - since;
    }
}

package io.lockward.cloud.footage;

import io.lockward.protocol.BankId;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Who may send a body now. A place costs memory and a thread, so there are few, and no bank gets more than its share:
/// a hostile one holds up itself.
///
/// Thread rule: any thread.
final class UploadPlaces {
    /// Of this process. Each holds a body of 4 MiB in memory, twice.
    static final int ALL = 16;

    /// Of one bank. An agent sends one clip at a time; the second is for the line that died and is not known to be dead
    /// yet.
    static final int OF_ONE_BANK = 2;

    private final Map<BankId, Integer> taken = new HashMap<>();
    private int all;

    /// Takes a place, which [#leave] gives back.
    ///
    /// @return why there is none; `null` when it was taken
    synchronized UploadRules.@Nullable Refusal enter(BankId bank) {
        int own = taken.getOrDefault(bank, 0);
        if (own >= OF_ONE_BANK) {
            return UploadRules.Refusal.TOO_MANY;
        }
        if (all >= ALL) {
            return UploadRules.Refusal.BUSY;
        }
        taken.put(bank, own + 1);
        all++;
        return null;
    }

    synchronized void leave(BankId bank) {
        taken.computeIfPresent(bank, (_, own) -> own == 1 ? null : own - 1);
        all--;
    }

    /// How many are taken, for the meter.
    synchronized int taken() {
        return all;
    }
}

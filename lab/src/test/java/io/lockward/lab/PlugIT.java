package io.lockward.lab;

import java.nio.file.Path;
import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// A second machine, with a broker and a cloud of its own, whose plug is pulled while [LabIT] has the first. It has a
/// screen, at which a courier deposits.
class PlugIT {
    @Test
    void nothingIsLostOrDoneTwiceWhenThePlugIsPulled(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder)
            throws Exception {
        try (Rig rig = new Rig(folder, Workshop.kernel(), true)) {
            rig.commission();
            PlugPulls.pull(rig, new HashSet<>(), PlugPulls.CUTS - PlugPulls.CUTS * 2 / 5, PlugPulls.SEED + 1);
        }
    }
}

package io.lockward.simulator.fleet;

import io.lockward.agent.link.Trust;
import io.lockward.protocol.key.VerifyingKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where the keys of a fleet on one machine lie, for the demo, the tests and the measurements: `root-key`, the public
/// root key as text, and `key-set.jws`.
public final class FleetKeys {
    /// The public root key, 43 characters.
    public static final String ROOT_KEY = "root-key";
    /// The key set as the root signed it.
    public static final String KEY_SET = "key-set.jws";

    private FleetKeys() {}

    /// Whom the banks of this fleet believe.
    ///
    /// @param folder with both files
    public static Trust trust(Path folder) throws IOException {
        return new Trust(
                new VerifyingKey(Files.readString(folder.resolve(ROOT_KEY)).strip()),
                Files.readString(folder.resolve(KEY_SET)).strip());
    }
}

package io.lockward.simulator.fleet;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/// What the demo tells its fleet to be.
///
/// @param mqttPort the broker's, on loopback
/// @param cloud where the cloud service is reached over HTTP, on loopback
/// @param keys folder with what the banks trust, see [FleetKeys]
/// @param data folder for the banks' journals
record FleetPlan(int mqttPort, URI cloud, Path keys, Path data, List<Bank> banks) {

    /// @param name for people
    /// @param compartments ids such as `A07`
    /// @param sizes one letter (S, M, L) for each of them
    /// @param playable whether it has a screen to open in a browser, sensors that say what is inside, and a camera
    ///     where ffmpeg is there
    record Bank(
            String id, String name, String password, List<String> compartments, List<String> sizes, boolean playable) {
        @Override
        public String toString() {
            return "Bank[" + id + "]";
        }
    }

    static FleetPlan read(Path file) throws IOException {
        return JsonMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build()
                .readValue(file.toFile(), FleetPlan.class);
    }
}

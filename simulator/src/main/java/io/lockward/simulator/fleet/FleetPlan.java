package io.lockward.simulator.fleet;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// What the demo tells its fleet to be.
///
/// @param mqttPort the broker's, on loopback
/// @param keys folder with what the banks trust, see [FleetKeys]
/// @param data folder for the banks' journals
record FleetPlan(int mqttPort, Path keys, Path data, List<Bank> banks) {

    /// @param compartments ids such as `A07`
    record Bank(String id, String password, List<String> compartments) {
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

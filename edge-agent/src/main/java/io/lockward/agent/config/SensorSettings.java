package io.lockward.agent.config;

import static io.lockward.agent.config.Setting.number;

import java.nio.file.Path;
import java.util.List;

/// The keys about occupancy sensors, beside `occupancy.*`.
final class SensorSettings {
    static final Setting<Path> BUS = new Setting<>(
            "sensor.i2c-bus",
            "absolute path",
            "/dev/i2c-1",
            "The I2C bus that occupancy sensors are on.",
            LockSettings::absolute);
    static final Setting<Integer> CAPACITY = number(
            "sensor.load-cell-capacity-grams",
            100,
            1_000_000,
            "g",
            80_000,
            "What all load cells of one platform carry together.");
    static final Setting<Integer> SENSITIVITY = number(
            "sensor.load-cell-microvolts-per-volt",
            100,
            10_000,
            "uV/V",
            1_000,
            "What the full load does to the bridge; a cell marked 1.0 mV/V has 1,000. A calibration does not depend on it.");

    static final List<Setting<?>> ALL = List.of(BUS, CAPACITY, SENSITIVITY);

    private SensorSettings() {}
}

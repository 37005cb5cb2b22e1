package io.lockward.agent.config;

import io.lockward.agent.bank.sensing.SensingSetup;
import io.lockward.agent.bank.sensing.SensorProfile;
import io.lockward.agent.hardware.sensor.LoadCell;
import io.lockward.protocol.CompartmentId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// The occupancy sensors of a bank.
///
/// @param wiring by compartment; one without sensors is missing
/// @param bus the I2C bus's device file
/// @param cell what all load-cell platforms are made of
public record Sensors(SortedMap<CompartmentId, List<SensorWiring>> wiring, Path bus, LoadCell cell) {
    public Sensors {
        wiring = Collections.unmodifiableSortedMap(wiring);
    }

    /// What the core needs to know of them.
    public SortedMap<CompartmentId, SensingSetup> setups() {
        SortedMap<CompartmentId, SensingSetup> setups = new TreeMap<>();
        wiring.forEach((compartment, sensors) -> {
            List<SensorProfile> profiles = new ArrayList<>();
            sensors.forEach(sensor -> profiles.add(sensor.profile()));
            setups.put(compartment, SensingSetup.ofProfiles(profiles));
        });
        return setups;
    }
}

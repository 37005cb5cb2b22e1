package io.lockward.protocol.entry;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.Guard;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What the occupancy sensors say.
public sealed interface OccupancyEntry extends Entry {

    CompartmentId compartment();

    /// Something was put in or taken out.
    ///
    /// @param occupied whether something is in there now
    /// @param reading the sensor's reading, in its own unit
    /// @param threshold what the reading was held against, in the same unit
    /// @param confidence probability that `occupied` is right, 0 to 1
    @JsonTypeName("occupancy.changed")
    record Changed(CompartmentId compartment, boolean occupied, double reading, double threshold, double confidence)
            implements OccupancyEntry {
        public Changed {
            Objects.requireNonNull(compartment, "compartment");
            Guard.within(reading, -1e9, 1e9, "reading");
            Guard.within(threshold, -1e9, 1e9, "threshold");
            Guard.within(confidence, 0, 1, "confidence");
        }
    }

    /// The sensors of a compartment were calibrated on site. It replaces an earlier calibration of that
    /// compartment.
    ///
    /// @param sensors what was measured, 1 to 4 sensors
    /// @param by the installer's ticket, at most 40 characters; `null` when it was done on the controller
    @JsonTypeName("occupancy.calibrated")
    record Calibrated(
            CompartmentId compartment,
            List<SensorScale> sensors,
            @Nullable String by) implements OccupancyEntry {
        public Calibrated {
            Guard.optionalText(by, "by", 40);
            Objects.requireNonNull(compartment, "compartment");
            sensors = List.copyOf(sensors);
            Guard.within((long) sensors.size(), 1, SensorMark.MOST, "sensors");
        }
    }

    /// The sensor cannot be believed: stuck, noisy, saturated, moved or dead.
    ///
    /// @param problem what is wrong, at most 128 characters
    @JsonTypeName("occupancy.suspect")
    record Suspect(CompartmentId compartment, String problem) implements OccupancyEntry {
        public Suspect {
            Objects.requireNonNull(compartment, "compartment");
            Guard.text(problem, "problem", 128);
        }
    }
}

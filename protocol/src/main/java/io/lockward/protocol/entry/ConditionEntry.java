package io.lockward.protocol.entry;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.lockward.protocol.Guard;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A condition that the bank itself sees come and go.
public sealed interface ConditionEntry extends Entry {

    /// Conditions only a bank can tell.
    enum Kind {
        /// A door opened that nothing unlocked.
        @JsonProperty("forced-entry")
        FORCED_ENTRY,
        /// A door stands open longer than it should.
        @JsonProperty("door-ajar")
        DOOR_AJAR,
        /// Somebody is at the cabinet itself.
        @JsonProperty("tamper")
        TAMPER,
        /// The switch of a door or of the cabinet cannot be read.
        @JsonProperty("sensor-fault")
        SENSOR_FAULT,
        /// The disk is nearly full.
        @JsonProperty("disk-nearly-full")
        DISK_NEARLY_FULL,
        /// Something is in a compartment that the books do not have there, alone or beside a parcel.
        @JsonProperty("unexpected-content")
        UNEXPECTED_CONTENT,
        /// A compartment is empty that holds a parcel by the books.
        @JsonProperty("missing-content")
        MISSING_CONTENT,
        /// Somebody tries codes at the screen.
        @JsonProperty("code-guessing")
        CODE_GUESSING,
        /// A door is closed and its lock does not hold it.
        @JsonProperty("lock-not-engaged")
        LOCK_NOT_ENGAGED,
        /// A camera gives no pictures. Its subject is the camera's name.
        @JsonProperty("camera-fault")
        CAMERA_FAULT,
        /// An occupancy sensor is ill by its own samples, and another one of its compartment is well. Its subject is
        /// both, such as `A07/load-cell`.
        @JsonProperty("sensor-ill")
        SENSOR_ILL,
        /// None of a compartment's occupancy sensors is well.
        @JsonProperty("compartment-blind")
        COMPARTMENT_BLIND
    }

    /// @return what is in that condition: a compartment id, or a part of the bank such as `disk`; at most 40 characters
    String subject();

    Kind kind();

    @JsonTypeName("condition.raised")
    record Raised(Kind kind, String subject, @Nullable String detail) implements ConditionEntry {
        public Raised {
            Objects.requireNonNull(kind, "kind");
            Guard.text(subject, "subject", 40);
            Guard.optionalText(detail, "detail", 256);
        }
    }

    @JsonTypeName("condition.cleared")
    record Cleared(Kind kind, String subject) implements ConditionEntry {
        public Cleared {
            Objects.requireNonNull(kind, "kind");
            Guard.text(subject, "subject", 40);
        }
    }
}

package io.lockward.agent.config;

import io.lockward.agent.bank.sensing.SensorProfile;
import org.jspecify.annotations.Nullable;

/// One occupancy sensor of a compartment and where it is connected.
public sealed interface SensorWiring {

    /// What is expected of it before a calibration.
    SensorProfile profile();

    /// HX711 on two lines of the GPIO chip, each 0 to 511.
    record Hx711(int dataLine, int clockLine) implements SensorWiring {
        @Override
        public SensorProfile profile() {
            return SensorProfile.LOAD_CELL_10;
        }
    }

    /// NAU7802 on the I2C bus.
    ///
    /// @param mux the multiplexer it is behind; `null` when it is alone on the bus
    record Nau7802(@Nullable Mux mux) implements SensorWiring {
        @Override
        public SensorProfile profile() {
            return SensorProfile.LOAD_CELL_10;
        }
    }

    /// Infrared reflectance on an input of an ADS1115.
    ///
    /// @param address 0x48 to 0x4B
    /// @param input 0 to 3
    record Ads1115(int address, int input, @Nullable Mux mux) implements SensorWiring {
        @Override
        public SensorProfile profile() {
            return SensorProfile.REFLECTANCE;
        }
    }

    /// VL6180X on the I2C bus.
    record Vl6180x(@Nullable Mux mux) implements SensorWiring {
        @Override
        public SensorProfile profile() {
            return SensorProfile.TIME_OF_FLIGHT;
        }
    }

    /// The item bit of the compartment's lock board.
    record ItemBit() implements SensorWiring {
        @Override
        public SensorProfile profile() {
            return SensorProfile.ITEM_BIT;
        }
    }

    /// A channel of a TCA9548A.
    ///
    /// @param address 0x70 to 0x77
    /// @param channel 0 to 7
    record Mux(int address, int channel) {}
}

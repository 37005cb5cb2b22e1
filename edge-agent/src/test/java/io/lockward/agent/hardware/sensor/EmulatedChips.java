package io.lockward.agent.hardware.sensor;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/// Chips at register level, as their data sheets have them.
final class EmulatedChips {
    private EmulatedChips() {}

    /// NAU7802: bits that the chip itself sets and clears, and conversions that only run once it is set up.
    static final class Nau7802Chip implements EmulatedBus.Chip {
        private final int[] registers = new int[0x20];
        private int pointer;
        int counts;
        boolean hasNew = true;
        boolean calibrationFails;
        /// How often power and calibration are asked for before they are ready.
        int patience = 2;

        private int waited;

        Nau7802Chip() {
            reset();
        }

        /// The supply fails for a moment.
        void reset() {
            java.util.Arrays.fill(registers, 0);
            registers[Nau7802.REVISION] = 0x8F;
            waited = 0;
        }

        @Override
        public void written(int... bytes) throws IOException {
            pointer = bytes[0];
            if (bytes.length == 2) {
                write(bytes[0], bytes[1]);
            }
        }

        private void write(int register, int value) throws IOException {
            if (register == Nau7802.PU_CTRL && (value & Nau7802.RESET) != 0) {
                reset();
                return;
            }
            if (register >= Nau7802.ADCO && register < Nau7802.ADCO + 3) {
                throw new IOException("conversions cannot be written");
            }
            registers[register] = register == Nau7802.PU_CTRL ? value & ~(Nau7802.POWERED | Nau7802.READY) : value;
            waited = 0;
        }

        @Override
        public int read() {
            int register = pointer++;
            return switch (register) {
                case Nau7802.PU_CTRL -> control();
                case Nau7802.CTRL2 -> calibration();
                case Nau7802.ADCO -> counts >> 16 & 0xFF;
                case Nau7802.ADCO + 1 -> counts >> 8 & 0xFF;
                case Nau7802.ADCO + 2 -> {
                    hasNew = false;
                    yield counts & 0xFF;
                }
                default -> registers[register & 0x1F];
            };
        }

        private int control() {
            boolean powered = (registers[0] & Nau7802.POWER_DIGITAL) != 0 && waited++ >= patience;
            int converting = Nau7802.START | Nau7802.POWER_ANALOG;
            boolean converts = (registers[0] & converting) == converting && registers[Nau7802.CTRL1] == 0x27;
            return registers[0]
                    | (powered || converts ? Nau7802.POWERED : 0)
                    | (converts && hasNew ? Nau7802.READY : 0);
        }

        private int calibration() {
            if ((registers[Nau7802.CTRL2] & Nau7802.CALIBRATE) != 0 && waited++ >= patience) {
                registers[Nau7802.CTRL2] &= ~Nau7802.CALIBRATE;
                registers[Nau7802.CTRL2] |= calibrationFails ? Nau7802.CALIBRATION_FAILED : 0;
            }
            return registers[Nau7802.CTRL2];
        }
    }

    /// ADS1115: single conversions, each of which takes a while, of one of four inputs. Words have their high
    /// byte first.
    static final class Ads1115Chip implements EmulatedBus.Chip {
        private final int[] volts = new int[4];
        private int config = 0x8583;
        private int conversion;
        private int pointer;
        private boolean low;
        private int busy;

        /// @param raw 16 bits as converted
        void input(int input, int raw) {
            volts[input] = raw & 0xFFFF;
        }

        @Override
        public void written(int... bytes) throws IOException {
            pointer = bytes[0];
            low = false;
            if (bytes.length == 3) {
                if (pointer != Ads1115.CONFIG) {
                    throw new IOException("only the configuration is written here");
                }
                int value = bytes[1] << 8 | bytes[2];
                config = value & 0x7FFF;
                if ((value & 0x8000) != 0) {
                    if ((value & 0x0F00) != 0x0300 && (value & 0x0E00) != 0x0200) {
                        throw new IOException("another full scale than 4.096 V");
                    }
                    busy = 2;
                }
            }
        }

        @Override
        public int read() {
            if (!low && pointer == Ads1115.CONFIG && busy > 0 && --busy == 0) {
                conversion = volts[(config >> 12) - 4 & 3];
            }
            int word = pointer == Ads1115.CONFIG ? config | (busy == 0 ? 0x8000 : 0) : conversion;
            low = !low;
            return low ? word >> 8 : word & 0xFF;
        }
    }

    /// VL6180X: 16-bit registers, a pointer that stays, private registers without which it measures nonsense.
    static final class Vl6180xChip implements EmulatedBus.Chip {
        private final Map<Integer, Integer> registers = new HashMap<>();
        final Map<Integer, Integer> given = new TreeMap<>();
        private int pointer;
        private int busy;
        int millimetres = 120;
        int error;

        Vl6180xChip() {
            reset();
        }

        void reset() {
            registers.clear();
            given.clear();
            registers.put(Vl6180x.MODEL_ID, Vl6180x.MODEL);
            registers.put(Vl6180x.FRESH_OUT_OF_RESET, 1);
        }

        @Override
        public void written(int... bytes) {
            pointer = bytes[0] << 8 | bytes[1];
            if (bytes.length == 3) {
                registers.put(pointer, bytes[2]);
                given.put(pointer, bytes[2]);
                if (pointer == Vl6180x.RANGE_START) {
                    busy = 2;
                }
                if (pointer == Vl6180x.INTERRUPT_CLEAR) {
                    registers.put(Vl6180x.INTERRUPT_STATUS, 0);
                }
            }
        }

        @Override
        public int read() {
            if (pointer == Vl6180x.INTERRUPT_STATUS && busy > 0 && --busy == 0) {
                boolean isSet = Vl6180x.SETTINGS.stream()
                        .allMatch(setting -> Integer.valueOf(setting.value()).equals(given.get(setting.register())));
                registers.put(Vl6180x.RANGE_VALUE, isSet ? millimetres : 255);
                registers.put(Vl6180x.RANGE_STATUS, error << 4 | 1);
                registers.put(Vl6180x.INTERRUPT_STATUS, 4);
            }
            return registers.getOrDefault(pointer, 0);
        }
    }
}

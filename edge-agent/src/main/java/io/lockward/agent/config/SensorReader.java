package io.lockward.agent.config;

import io.lockward.agent.bank.sensing.SensorChannel;
import io.lockward.agent.config.SensorWiring.Mux;
import io.lockward.agent.hardware.lockboard.LockBoardSettings;
import io.lockward.agent.hardware.sensor.LoadCell;
import io.lockward.protocol.CompartmentId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads how occupancy sensors are wired. Stateless.
final class SensorReader {
    /// `occupancy.A01 = hx711 data 5 clock 6, vl6180x mux 0x70/3`
    static final String OCCUPANCY = "occupancy.";

    static final String EXAMPLE = "hx711 data 5 clock 6, ads1115 0x48/0";

    private static final String MUX = "(?: mux (0x7[0-7])/([0-7]))?";
    private static final Pattern HX711 = Pattern.compile("hx711 data ([0-9]{1,3}) clock ([0-9]{1,3})");
    private static final Pattern NAU7802 = Pattern.compile("nau7802" + MUX);
    private static final Pattern ADS1115 = Pattern.compile("ads1115 (0x4[89ab])/([0-3])" + MUX);
    private static final Pattern VL6180X = Pattern.compile("vl6180x" + MUX);

    private SensorReader() {}

    /// @param wired locks, doors and boards
    /// @return `null` when something is wrong with it
    static @Nullable Sensors read(ConfigFile file, LockReader.Wired wired) {
        SortedMap<CompartmentId, List<SensorWiring>> wiring = new TreeMap<>();
        file.family(OCCUPANCY, entry -> {
            List<SensorWiring> sensors = sensors(entry.getValue());
            wiring.put(new CompartmentId(entry.getKey()), sensors);
            return sensors;
        });
        LockBoardSettings boards = wired.boards();
        if (boards != null && boards.items()) {
            boards.compartments()
                    .keySet()
                    .forEach(compartment -> wiring.computeIfAbsent(compartment, _ -> new ArrayList<>())
                            .add(new SensorWiring.ItemBit()));
        }
        wiring.keySet().stream()
                .filter(compartment -> !wired.compartments().containsKey(compartment))
                .forEach(compartment ->
                        file.problem("`" + OCCUPANCY + compartment + "`: there is no compartment " + compartment));
        places(file, wired, wiring);
        Path bus = file.value(SensorSettings.BUS);
        Integer capacity = file.value(SensorSettings.CAPACITY);
        Integer sensitivity = file.value(SensorSettings.SENSITIVITY);
        return bus == null || capacity == null || sensitivity == null
                ? null
                : new Sensors(wiring, bus, new LoadCell(capacity, sensitivity));
    }

    private static List<SensorWiring> sensors(String text) {
        List<SensorWiring> sensors = new ArrayList<>();
        EnumSet<SensorChannel> channels = EnumSet.noneOf(SensorChannel.class);
        for (String one : text.split(", ", -1)) {
            SensorWiring sensor = sensor(one);
            if (!channels.add(sensor.profile().channel())) {
                throw new IllegalArgumentException("names two sensors of one kind");
            }
            sensors.add(sensor);
        }
        return sensors;
    }

    private static SensorWiring sensor(String text) {
        Matcher hx711 = HX711.matcher(text);
        if (hx711.matches()) {
            return new SensorWiring.Hx711(line(hx711.group(1)), line(hx711.group(2)));
        }
        Matcher nau7802 = NAU7802.matcher(text);
        if (nau7802.matches()) {
            return new SensorWiring.Nau7802(mux(nau7802.group(1), nau7802.group(2)));
        }
        Matcher ads1115 = ADS1115.matcher(text);
        if (ads1115.matches()) {
            return new SensorWiring.Ads1115(
                    Integer.decode(ads1115.group(1)),
                    Integer.parseInt(ads1115.group(2)),
                    mux(ads1115.group(3), ads1115.group(4)));
        }
        Matcher vl6180x = VL6180X.matcher(text);
        if (vl6180x.matches()) {
            return new SensorWiring.Vl6180x(mux(vl6180x.group(1), vl6180x.group(2)));
        }
        throw new IllegalArgumentException(
                "is one or more of `hx711 data 5 clock 6`, `nau7802`, `ads1115 0x48/0` and `vl6180x`, with commas between"
                        + " them, and ` mux 0x70/3` after those behind a multiplexer");
    }

    private static @Nullable Mux mux(@Nullable String address, @Nullable String channel) {
        return address == null || channel == null ? null : new Mux(Integer.decode(address), Integer.parseInt(channel));
    }

    private static int line(String digits) {
        int line = Integer.parseInt(digits);
        if (line > 511) {
            throw new IllegalArgumentException("lines are 0 to 511");
        }
        return line;
    }

    /// No two sensors in one place, and no line that does something else.
    private static void places(
            ConfigFile file, LockReader.Wired wired, SortedMap<CompartmentId, List<SensorWiring>> wiring) {
        Set<Object> taken = new HashSet<>();
        wiring.values().stream().flatMap(List::stream).forEach(sensor -> {
            switch (sensor) {
                case SensorWiring.Hx711(int data, int clock) -> {
                    for (int line : new int[] {data, clock}) {
                        if (!taken.add(line) || wired.uses(line)) {
                            file.problem("line " + line + " of the chip is wired more than once");
                        }
                    }
                }
                case SensorWiring.ItemBit _ -> {
                    // One for each compartment.
                }
                case SensorWiring.Nau7802 _, SensorWiring.Ads1115 _, SensorWiring.Vl6180x _ -> {
                    if (!taken.add(sensor)) {
                        file.problem("two compartments have the same sensor: " + words(sensor));
                    }
                }
            }
        });
    }

    private static String words(SensorWiring sensor) {
        return switch (sensor) {
            case SensorWiring.Hx711 _ -> "hx711";
            case SensorWiring.Nau7802(Mux mux) -> "nau7802" + behind(mux);
            case SensorWiring.Ads1115(int address, int input, Mux mux) ->
                "ads1115 0x" + Integer.toHexString(address) + "/" + input + behind(mux);
            case SensorWiring.Vl6180x(Mux mux) -> "vl6180x" + behind(mux);
            case SensorWiring.ItemBit _ -> "item bit";
        };
    }

    private static String behind(@Nullable Mux mux) {
        return mux == null ? "" : " mux 0x" + Integer.toHexString(mux.address()) + "/" + mux.channel();
    }
}

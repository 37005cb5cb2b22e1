package io.lockward.agent;

import io.lockward.agent.config.SensorWiring;
import io.lockward.agent.config.SensorWiring.Mux;
import io.lockward.agent.config.Sensors;
import io.lockward.agent.hardware.Occupancy;
import io.lockward.agent.hardware.gpiochip.GpioChip;
import io.lockward.agent.hardware.gpiochip.GpioPins;
import io.lockward.agent.hardware.i2c.LinuxSmBus;
import io.lockward.agent.hardware.i2c.MuxedBus;
import io.lockward.agent.hardware.i2c.SmBus;
import io.lockward.agent.hardware.sensor.Ads1115;
import io.lockward.agent.hardware.sensor.Hx711;
import io.lockward.agent.hardware.sensor.ItemBit;
import io.lockward.agent.hardware.sensor.Nau7802;
import io.lockward.agent.hardware.sensor.PolledOccupancy;
import io.lockward.agent.hardware.sensor.PolledOccupancy.Fitted;
import io.lockward.agent.hardware.sensor.Sensor;
import io.lockward.agent.hardware.sensor.Vl6180x;
import io.lockward.protocol.CompartmentId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What a configuration means for occupancy sensors. Lives within one opening.
final class SensorLines {
    private final Sensors sensors;
    private final List<Fitted> onBus = new ArrayList<>();
    private final List<Fitted> onLines = new ArrayList<>();
    private final List<Fitted> onBoards = new ArrayList<>();
    private final List<AutoCloseable> shared = new ArrayList<>();
    private @Nullable SmBus bus;
    private @Nullable GpioChip chip;

    private SensorLines(Sensors sensors) {
        this.sensors = sensors;
    }

    /// Opens everything, or leaves nothing open. Chips that do not answer are no reason to fail: their
    /// compartments say so.
    ///
    /// @param chip the GPIO chip, by its device file or its label
    /// @param devices `/dev`
    /// @param items what lock boards say is inside
    /// @param up the controller's uptime in milliseconds
    /// @throws IOException with a sentence for people
    static Occupancy open(
            Sensors sensors, String chip, Path devices, Supplier<Map<CompartmentId, Boolean>> items, LongSupplier up)
            throws IOException {
        if (sensors.wiring().isEmpty()) {
            return Occupancy.NONE;
        }
        SensorLines lines = new SensorLines(sensors);
        try {
            lines.fit(chip, devices, items);
        } catch (IOException | RuntimeException e) {
            new PolledOccupancy(lines.groups(), lines.shared, up).close();
            throw e;
        } finally {
            if (lines.chip != null) {
                // The lines stay ours.
                lines.chip.close();
            }
        }
        return new PolledOccupancy(lines.groups(), lines.shared, up).start();
    }

    private List<List<Fitted>> groups() {
        List<List<Fitted>> groups = new ArrayList<>(List.of(onBus, onLines, onBoards));
        groups.removeIf(List::isEmpty);
        return groups;
    }

    private void fit(String named, Path devices, Supplier<Map<CompartmentId, Boolean>> items) throws IOException {
        for (Map.Entry<CompartmentId, List<SensorWiring>> entry :
                sensors.wiring().entrySet()) {
            for (SensorWiring wiring : entry.getValue()) {
                CompartmentId compartment = entry.getKey();
                switch (wiring) {
                    case SensorWiring.Hx711(int data, int clock) ->
                        onLines.add(new Fitted(compartment, hx711(named, devices, data, clock)));
                    case SensorWiring.Nau7802(Mux mux) ->
                        onBus.add(new Fitted(compartment, new Nau7802(behind(mux), sensors.cell())));
                    case SensorWiring.Ads1115(int address, int input, Mux mux) ->
                        onBus.add(new Fitted(compartment, new Ads1115(behind(mux), address, input)));
                    case SensorWiring.Vl6180x(Mux mux) -> onBus.add(new Fitted(compartment, new Vl6180x(behind(mux))));
                    case SensorWiring.ItemBit _ ->
                        onBoards.add(new Fitted(compartment, new ItemBit(items, compartment)));
                }
            }
        }
    }

    private Sensor hx711(String named, Path devices, int data, int clock) throws IOException {
        if (chip == null) {
            chip = RealWorld.chip(named, devices);
        }
        return new Hx711(GpioPins.open(chip, data, clock), sensors.cell(), System::nanoTime);
    }

    private SmBus behind(@Nullable Mux mux) {
        SmBus opened = bus;
        if (opened == null) {
            opened = LinuxSmBus.on(sensors.bus());
            bus = opened;
            shared.add(opened);
        }
        return mux == null ? opened : new MuxedBus(opened, mux.address(), mux.channel());
    }
}

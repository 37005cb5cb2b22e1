package io.lockward.agent.hardware.sensor;

import io.lockward.agent.bank.sensing.SensorChannel;
import io.lockward.protocol.CompartmentId;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What a lock board's own sensor says of one compartment: the board is asked for its contacts anyway.
///
/// @param items what the boards last said; a compartment whose board is silent is missing
public record ItemBit(Supplier<Map<CompartmentId, Boolean>> items, CompartmentId compartment) implements Sensor {
    @Override
    public SensorChannel channel() {
        return SensorChannel.ITEM_BIT;
    }

    @Override
    public long everyMillis() {
        return 500;
    }

    @Override
    public @Nullable Double read() {
        Boolean item = items.get().get(compartment);
        return item == null ? null : item ? 1.0 : 0.0;
    }
}

package io.lockward.simulator.fleet;

import io.lockward.agent.bank.sensing.SensingSetup;
import io.lockward.agent.bank.sensing.SensorChannel;
import io.lockward.agent.bank.sensing.SensorProfile;
import io.lockward.agent.bank.sensing.Tuning;
import io.lockward.protocol.CompartmentId;
import io.lockward.simulator.sensing.NoiseModel;
import io.lockward.simulator.sensing.SensedCompartment;
import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// The load cells of the demo's banks, calibrated, and read sparingly while nothing happens.
final class Scales {
    static final Map<SensorChannel, NoiseModel> NOISE = Map.of(SensorChannel.LOAD_CELL, NoiseModel.CELL_SPARING);

    private Scales() {}

    static SortedMap<CompartmentId, SensingSetup> in(Collection<CompartmentId> compartments) {
        Tuning usual = SensorProfile.LOAD_CELL_10.tuning();
        Tuning sparing = new Tuning(
                usual.change(),
                usual.noise(),
                usual.slow(),
                usual.shift(),
                usual.walk(),
                usual.blind(),
                usual.phantom(),
                usual.low(),
                usual.high(),
                NoiseModel.CELL_SPARING.everyMillis(),
                usual.stuckSamples(),
                SensedCompartment.emptyLevel(SensorChannel.LOAD_CELL));
        SensingSetup one = SensingSetup.of(Map.of(SensorChannel.LOAD_CELL, sparing));
        SortedMap<CompartmentId, SensingSetup> all = new TreeMap<>();
        compartments.forEach(compartment -> all.put(compartment, one));
        return all;
    }
}

package io.lockward.simulator.sensing;

import io.lockward.agent.bank.sensing.Sample;
import io.lockward.agent.bank.sensing.SensorChannel;
import io.lockward.agent.hardware.Occupancy;
import io.lockward.protocol.CompartmentId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The occupancy sensors of a simulated bank, behind the agent's own port. Who simulates the people tells each
/// compartment what happens to it, and calls [#tick()] as often as samples should come.
///
/// Thread rule: any thread; the listener is called without the lock held.
public final class SimulatedOccupancy implements Occupancy {
    private final LongSupplier up;
    private final Map<CompartmentId, SensedCompartment> compartments = new TreeMap<>();
    private @Nullable Listener listener;

    /// @param up the controller's uptime in milliseconds
    public SimulatedOccupancy(
            Collection<CompartmentId> ids, Map<SensorChannel, NoiseModel> models, long seed, LongSupplier up) {
        this.up = up;
        SplittableRandom random = new SplittableRandom(seed);
        for (CompartmentId id : ids) {
            compartments.put(id, new SensedCompartment(models, random.split(), up.getAsLong()));
        }
    }

    /// Changes what is in a compartment, or what happens to it.
    ///
    /// @throws IllegalArgumentException when there is no such compartment
    public synchronized void at(CompartmentId id, Consumer<SensedCompartment> change) {
        SensedCompartment compartment = compartments.get(id);
        if (compartment == null) {
            throw new IllegalArgumentException("there is no " + id);
        }
        change.accept(compartment);
    }

    /// The controller was switched on anew: its uptime counts from now.
    public synchronized void rebooted() {
        long now = up.getAsLong();
        compartments.values().forEach(compartment -> compartment.rebooted(now));
    }

    /// Tells everything the sensors said since the last call.
    public void tick() {
        Map<CompartmentId, List<Sample>> said = new TreeMap<>();
        Listener hearing;
        synchronized (this) {
            hearing = listener;
            long now = up.getAsLong();
            compartments.forEach((id, compartment) -> said.put(id, compartment.until(now)));
        }
        if (hearing != null) {
            said.forEach((id, samples) -> {
                if (!samples.isEmpty()) {
                    hearing.heard(id, samples);
                }
            });
        }
    }

    @Override
    public synchronized void listen(Listener hearing) {
        listener = hearing;
    }

    @Override
    public synchronized void sampleFast(CompartmentId id, boolean fast) {
        SensedCompartment compartment = compartments.get(id);
        if (compartment != null) {
            compartment.fast(fast);
        }
    }

    @Override
    public synchronized void close() {
        listener = null;
    }
}

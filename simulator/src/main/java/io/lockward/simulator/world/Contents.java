package io.lockward.simulator.world;

import io.lockward.agent.bank.sensing.SensorChannel;
import io.lockward.agent.hardware.DoorPosition;
import io.lockward.agent.hardware.Occupancy;
import io.lockward.protocol.CompartmentId;
import io.lockward.simulator.sensing.Ailment;
import io.lockward.simulator.sensing.NoiseModel;
import io.lockward.simulator.sensing.SensedCompartment;
import io.lockward.simulator.sensing.SimulatedOccupancy;
import io.lockward.simulator.sensing.Thing;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// What really lies in the compartments of a bank, and the sensors that say something about it.
///
/// Thread rule: any thread.
final class Contents {
    private final Map<CompartmentId, List<Thing>> inside = new TreeMap<>();
    private final @Nullable SimulatedOccupancy occupancy;

    private Contents(Collection<CompartmentId> compartments, @Nullable SimulatedOccupancy occupancy) {
        this.occupancy = occupancy;
        compartments.forEach(compartment -> inside.put(compartment, new ArrayList<>()));
    }

    static Contents unseen(Collection<CompartmentId> compartments) {
        return new Contents(compartments, null);
    }

    /// @param up the controller's uptime in milliseconds
    static Contents sensed(
            Collection<CompartmentId> compartments,
            Map<SensorChannel, NoiseModel> sensors,
            long seed,
            LongSupplier up) {
        return new Contents(compartments, new SimulatedOccupancy(compartments, sensors, seed, up));
    }

    Occupancy sensors() {
        return occupancy == null ? Occupancy.NONE : occupancy;
    }

    /// @throws IllegalArgumentException when there is no such compartment
    void put(CompartmentId compartment, Thing thing) {
        synchronized (this) {
            of(compartment).add(thing);
        }
        tell(compartment, sensed -> {
            sensed.hands(true);
            sensed.put(thing);
            sensed.hands(false);
        });
    }

    /// What came in last; `null` when nothing is inside.
    @Nullable
    Thing take(CompartmentId compartment) {
        Thing thing;
        synchronized (this) {
            List<Thing> things = of(compartment);
            if (things.isEmpty()) {
                return null;
            }
            thing = things.removeLast();
        }
        tell(compartment, sensed -> sensed.take(thing));
        return thing;
    }

    /// @return false when it is not there
    boolean take(CompartmentId compartment, Thing thing) {
        synchronized (this) {
            if (!of(compartment).remove(thing)) {
                return false;
            }
        }
        tell(compartment, sensed -> sensed.take(thing));
        return true;
    }

    void ail(CompartmentId compartment, SensorChannel channel, Ailment ailment) {
        tell(compartment, sensed -> sensed.ail(channel, ailment));
    }

    synchronized List<Thing> inside(CompartmentId compartment) {
        return List.copyOf(of(compartment));
    }

    void doorMoved(CompartmentId compartment, DoorPosition position) {
        switch (position) {
            case OPEN -> tell(compartment, SensedCompartment::open);
            case CLOSED -> tell(compartment, SensedCompartment::close);
            case UNKNOWN -> {
                // The switch is broken; the door has not moved.
            }
        }
    }

    void tick() {
        if (occupancy != null) {
            occupancy.tick();
        }
    }

    void rebooted() {
        if (occupancy != null) {
            occupancy.rebooted();
        }
    }

    private List<Thing> of(CompartmentId compartment) {
        List<Thing> things = inside.get(compartment);
        if (things == null) {
            throw new IllegalArgumentException("there is no " + compartment);
        }
        return things;
    }

    private void tell(CompartmentId compartment, Consumer<SensedCompartment> happens) {
        if (occupancy != null) {
            occupancy.at(compartment, happens);
        }
    }
}

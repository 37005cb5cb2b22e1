package io.lockward.simulator.truth;

import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.ParcelId;
import io.lockward.simulator.sensing.Thing;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A deposit or pickup that the bank has begun.
///
/// @param before what lay in the compartment then
/// @param process how many times the agent had started
/// @param up the uptime in milliseconds
/// @param courier whether a courier asked for it
/// @param visit who stood there; `null` when nobody did
record Begun(
        ParcelId parcel,
        CompartmentId compartment,
        Set<Thing> before,
        long process,
        long up,
        boolean courier,
        @Nullable Visit visit) {}

package io.lockward.agent.hardware;

import io.lockward.protocol.CompartmentId;

/// A door switch settled at a new position.
///
/// @param position the position after the change
public record DoorEdge(CompartmentId compartment, DoorPosition position) {}

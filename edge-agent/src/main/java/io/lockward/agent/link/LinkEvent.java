package io.lockward.agent.link;

import io.lockward.protocol.CommandId;
import io.lockward.protocol.Desired;
import io.lockward.protocol.SessionId;
import io.lockward.protocol.command.CommandClaims;
import io.lockward.protocol.command.Refusal;
import io.lockward.protocol.key.KeySet;
import io.lockward.protocol.parcel.Tickets;
import org.jspecify.annotations.Nullable;

/// What the link tells the rest of the agent. Given to the link's sink on the link's thread.
public sealed interface LinkEvent {

    /// The cloud has committed every entry up to here: `Journal.acknowledge(upTo)` is due.
    record Acked(long upTo) implements LinkEvent {}

    /// A command whose signature and bank are right. Boot, expiry and whether it was seen before are the core's to
    /// decide.
    ///
    /// @param kid the key that signed it
    record CommandArrived(CommandClaims claims, String kid) implements LinkEvent {}

    /// A command that the gate refused; becomes `command.refused`. Floods of these are counted and not told.
    ///
    /// @param command its id, told only when the signature held
    /// @param detail for people, at most 256 characters
    record CommandRejected(@Nullable CommandId command, Refusal reason, String detail) implements LinkEvent {}

    /// A key set that the root vouches for. Whether it is newer is the core's to decide.
    ///
    /// @param jws as the root signed it
    record KeySetArrived(KeySet set, String jws) implements LinkEvent {}

    /// A configuration for this bank whose signature holds. Whether it is newer is the core's to decide.
    record DesiredArrived(Desired desired) implements LinkEvent {}

    /// A change of the tickets of this bank whose signature holds. Whether it fits is the core's to decide.
    record TicketsArrived(Tickets tickets) implements LinkEvent {}

    /// Connected, subscribed and presented.
    record Up(SessionId session) implements LinkEvent {}

    /// Not connected any more, or the attempt failed.
    ///
    /// @param retryInMillis when the next attempt starts
    record Down(String reason, long retryInMillis) implements LinkEvent {}
}

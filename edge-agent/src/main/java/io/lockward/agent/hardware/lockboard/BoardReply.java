package io.lockward.agent.hardware.lockboard;

import org.jspecify.annotations.Nullable;

/// What a frame on the bus says.
sealed interface BoardReply {
    /// Every channel of a board. Bit 0 is channel 1.
    ///
    /// @param feedback a bit is set where the lock's contact reads so; what that means depends on the contact
    /// @param items a bit is set where something is inside; `null` where the family does not tell
    record Status(int board, long feedback, @Nullable Integer items) implements BoardReply {}

    /// The board took an order to open, or repeats ours: see [#looksLikeEcho].
    ///
    /// @param looksLikeEcho whether the very same bytes are the order itself, heard back on a half-duplex bus
    record Taken(int board, int channel, boolean looksLikeEcho) implements BoardReply {}

    /// The board understood an order and did not carry it out.
    record Refused(int board, int channel) implements BoardReply {}

    /// A request, ours or another's: no board sends such a thing. Heard where the adapter does not mute its receiver.
    record Request(int board) implements BoardReply {}
}

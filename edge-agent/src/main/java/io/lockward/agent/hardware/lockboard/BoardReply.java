package io.lockward.agent.hardware.lockboard;

import org.jspecify.annotations.Nullable;

/// What a frame on the bus says.
sealed interface BoardReply {
    /// Every channel of a board. Bit 0 is channel 1.
    ///
    /// @param feedback a bit is set where the lock's contact reads so; what that means depends on the contact
    /// @param told a bit is set where the board says anything of that channel; elsewhere `feedback` means nothing
    /// @param items a bit is set where something is inside; `null` where the family does not tell
    record Status(
            int board, long feedback, long told, @Nullable Integer items) implements BoardReply {
        /// A board that tells all its channels.
        Status(int board, long feedback, @Nullable Integer items) {
            this(board, feedback, -1, items);
        }

        /// @param channel from 1
        boolean tells(int channel) {
            return ((told >>> (channel - 1)) & 1) == 1;
        }
    }

    /// The board took an order to open, or repeats ours: see [#looksLikeEcho].
    ///
    /// @param looksLikeEcho whether the very same bytes are the order itself, heard back on a half-duplex bus
    record Taken(int board, int channel, boolean looksLikeEcho) implements BoardReply {}

    /// The board understood an order and did not carry it out.
    record Refused(int board, int channel) implements BoardReply {}

    /// The board says that an order failed. Whether the coil was driven before it failed, its protocol leaves open.
    ///
    /// @param status as it came, never 0
    record Doubtful(int board, int channel, int status) implements BoardReply {}

    /// A board tells of a contact that changed, unasked. It answers nothing, and what it claims is not believed before
    /// the board was asked.
    record News(int board) implements BoardReply {}

    /// A whole frame that nothing asked here can be answered by.
    record Foreign(int board) implements BoardReply {}

    /// A request, ours or another's: no board sends such a thing. Heard where the adapter does not mute its receiver.
    record Request(int board) implements BoardReply {}
}

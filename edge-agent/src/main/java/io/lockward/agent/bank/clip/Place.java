package io.lockward.agent.bank.clip;

/// Where an entry stands, or the last one stood, in a bank's journals.
///
/// @param epoch of the journal, from 1; 0 when nobody knows
/// @param seq of the entry, from 1; 0 before the first
public record Place(long epoch, long seq) {
    /// Of a decision that nothing is written after.
    public static final Place UNKNOWN = new Place(0, 0);

    /// So many entries later.
    public Place plus(int entries) {
        return new Place(epoch, seq + entries);
    }
}

package io.lockward.agent.bank.sensing;

/// Looks for a lasting change while the door is shut: two cumulative sums over the means of blocks, against a
/// reference that follows drift within minutes.
///
/// @param reference what is usual here; without meaning while `blocks` is 0
/// @param blocks how many blocks made it
/// @param more summed evidence that the reading is higher than usual, in the unit, from 0
/// @param less that it is lower
record Shut(double reference, int blocks, double more, double less) {
    static final Shut START = new Shut(0, 0, 0, 0);

    /// Blocks of 5 s: the reference follows within 10 minutes, which a day's temperature is slower than and a
    /// theft is not.
    private static final double FOLLOWED = 120;

    /// In changes: what lasts for about ten blocks is no accident.
    private static final double ENOUGH = 4;

    Shut plus(Run block, Tuning tuning) {
        double smallest = Math.abs(tuning.change());
        double mean = block.mean();
        if (blocks == 0) {
            return new Shut(mean, 1, 0, 0);
        }
        // One block counts for little, however far it is off.
        double off = Math.clamp(mean - reference, -2 * smallest, 2 * smallest);
        double follow = 1 / Math.min(blocks + 1.0, FOLLOWED);
        return new Shut(
                reference + follow * (mean - reference),
                blocks + 1,
                Math.max(0, more + off - smallest / 2),
                Math.max(0, less - off - smallest / 2));
    }

    boolean hasChanged(Tuning tuning) {
        return Math.max(more, less) >= threshold(tuning);
    }

    double threshold(Tuning tuning) {
        return ENOUGH * Math.abs(tuning.change());
    }
}

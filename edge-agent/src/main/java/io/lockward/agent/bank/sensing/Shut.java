package io.lockward.agent.bank.sensing;

/// What a sensor does over many minutes behind a shut door. Two cumulative sums over the means of blocks,
/// against a reference that follows drift, tell a lasting change; their scatter tells how much noise there
/// really is, which a single minute cannot.
///
/// @param reference what is usual here; without meaning while `blocks` is 0
/// @param blocks how many blocks made it
/// @param more summed evidence that the reading is higher than usual, in the unit, from 0
/// @param less that it is lower
/// @param scatter mean square of blocks about the reference, in the unit squared, from 0
/// @param scattered how many blocks made that, 0 to [#FOLLOWED]; they outlast the door's moves
record Shut(double reference, int blocks, double more, double less, double scatter, int scattered) {
    static final Shut START = new Shut(0, 0, 0, 0, 0, 0);

    /// Blocks of 5 s: the reference follows within 10 minutes, which a day's temperature is slower than and a
    /// theft is not.
    private static final int FOLLOWED = 120;

    /// In changes: what lasts for about ten blocks is no accident.
    private static final double ENOUGH = 4;

    Shut plus(Run block, Tuning tuning) {
        double smallest = Math.abs(tuning.change());
        double mean = block.mean();
        if (blocks == 0) {
            return new Shut(mean, 1, 0, 0, scatter, scattered);
        }
        // One block counts for little, however far it is off.
        double off = Math.clamp(mean - reference, -2 * smallest, 2 * smallest);
        double follow = 1.0 / Math.min(blocks + 1, FOLLOWED);
        int counted = Math.min(scattered + 1, FOLLOWED);
        return new Shut(
                reference + follow * (mean - reference),
                blocks + 1,
                Math.max(0, more + off - smallest / 2),
                Math.max(0, less - off - smallest / 2),
                scatter + (off * off - scatter) / counted,
                counted);
    }

    /// The door moved: there is another level now, but the sensor is the same.
    Shut moved() {
        return new Shut(0, 0, 0, 0, scatter, scattered);
    }

    boolean hasChanged(Tuning tuning) {
        return Math.max(more, less) >= threshold(tuning);
    }

    double threshold(Tuning tuning) {
        return ENOUGH * Math.abs(tuning.change());
    }

    /// Long-run variance of a block's mean, as seen so far; what was expected counts as so many blocks.
    double blockVariance(Tuning tuning, double expectedBlocks) {
        double expected = tuning.blockVariance();
        return (expectedBlocks * expected + scattered * scatter) / (expectedBlocks + scattered);
    }
}

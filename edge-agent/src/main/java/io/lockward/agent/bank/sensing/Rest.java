package io.lockward.agent.bank.sensing;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The last minute of a sensor at rest behind a shut door, in blocks: what a baseline is made of.
///
/// @param blocks whole blocks, oldest first, at most [#MOST]
/// @param open the block being filled; `null` before its first sample
record Rest(List<Run> blocks, @Nullable Run open) {
    static final int MOST = 12;

    /// The means of the newest blocks, about 10 s, make the baseline.
    private static final int NEWEST = 2;

    /// How many blocks the modelled noise counts for beside those seen: a quiet minute proves little.
    static final double PRIOR_BLOCKS = 10;

    static final Rest START = new Rest(List.of(), null);

    Rest {
        blocks = List.copyOf(blocks);
    }

    Rest plus(long up, double value) {
        if (open == null) {
            return new Rest(blocks, Run.of(up, value));
        }
        if (up - open.fromUp() < Tuning.BLOCK_MILLIS) {
            return new Rest(blocks, open.plus(up, value));
        }
        List<Run> kept = new ArrayList<>(blocks.size() == MOST ? blocks.subList(1, MOST) : blocks);
        kept.add(open);
        return new Rest(kept, Run.of(up, value));
    }

    /// Whether `later` has a whole block more than this.
    boolean completedIn(Rest later) {
        return open != null
                && later.open() != null
                && open.fromUp() != later.open().fromUp();
    }

    /// Long-run variance: that of a block's mean, never less than modelled.
    double blockVariance(Tuning tuning) {
        double modelled = tuning.blockVariance();
        if (blocks.size() < 2) {
            return modelled;
        }
        double mean = 0;
        for (Run block : blocks) {
            mean += block.mean() / blocks.size();
        }
        double squares = 0;
        for (Run block : blocks) {
            squares += (block.mean() - mean) * (block.mean() - mean);
        }
        double seen = (PRIOR_BLOCKS * modelled + squares) / (PRIOR_BLOCKS + blocks.size() - 1);
        return Math.max(modelled, seen);
    }

    /// @param seen long-run variance of a block's mean, as far as it is known from elsewhere
    /// @return `null` when there is not a second's worth of samples yet
    @Nullable
    Baseline baseline(SensorChannel channel, Tuning tuning, double seen) {
        Run run = open;
        for (int i = blocks.size() - 1; i >= Math.max(0, blocks.size() - NEWEST); i--) {
            Run block = blocks.get(i);
            run = run == null ? block : block.plus(run);
        }
        long spanned = run == null ? 0 : run.millis(tuning);
        if (run == null || spanned < 1_000) {
            return null;
        }
        double variance = Math.max(blockVariance(tuning), seen) * Math.max(1, (double) Tuning.BLOCK_MILLIS / spanned);
        return new Baseline(channel, run.mean(), variance, run.samples());
    }
}

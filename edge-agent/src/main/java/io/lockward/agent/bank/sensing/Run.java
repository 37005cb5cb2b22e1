package io.lockward.agent.bank.sensing;

/// Settled samples in a row, summed up.
///
/// @param fromUp uptime in milliseconds of the first
/// @param toUp of the last
/// @param samples how many
/// @param sum of their values
record Run(long fromUp, long toUp, int samples, double sum) {
    static Run of(long up, double value) {
        return new Run(up, up, 1, value);
    }

    double mean() {
        return sum / samples;
    }

    Run plus(long up, double value) {
        return new Run(fromUp, up, samples + 1, sum + value);
    }

    Run plus(Run later) {
        return new Run(fromUp, later.toUp, samples + later.samples, sum + later.sum);
    }

    /// What it spans, each sample standing for the time between two.
    long millis(Tuning tuning) {
        return toUp - fromUp + tuning.everyMillis();
    }
}

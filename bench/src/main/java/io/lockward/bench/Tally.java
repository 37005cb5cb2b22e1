package io.lockward.bench;

/// Counts how often something went wrong, and how bad it can be at most. Pure.
///
/// @param runs from 1
/// @param wrong 0 to `runs`
record Tally(int runs, int wrong) {
    /// What the bound leaves out: it holds in 95 of 100 studies.
    private static final double DOUBT = 0.05;

    Tally {
        if (runs < 1 || wrong < 0 || wrong > runs) {
            throw new IllegalArgumentException("0 to all of at least one run");
        }
    }

    double rate() {
        return (double) wrong / runs;
    }

    /// The exact (Clopper-Pearson) one-sided upper bound at 95 %: the rate at which so few errors would be seen
    /// in 5 of 100 studies only.
    double atMost() {
        if (wrong == runs) {
            return 1;
        }
        double low = rate();
        double high = 1;
        for (int i = 0; i < 200; i++) {
            double middle = (low + high) / 2;
            if (chanceOfSoFew(middle) > DOUBT) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /// The probability of at most `wrong` errors when each run is one with probability `p`, above 0 and below 1.
    private double chanceOfSoFew(double p) {
        double term = runs * Math.log1p(-p);
        double odds = Math.log(p) - Math.log1p(-p);
        double sum = Math.exp(term);
        for (int k = 1; k <= wrong; k++) {
            term += odds + Math.log((double) (runs - k + 1) / k);
            sum += Math.exp(term);
        }
        return sum;
    }
}

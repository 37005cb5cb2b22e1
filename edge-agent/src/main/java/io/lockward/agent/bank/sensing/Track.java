package io.lockward.agent.bank.sensing;

import org.jspecify.annotations.Nullable;

/// What is known of one sensor.
///
/// @param changed whether [#shut()] has seen a change since the door last moved
/// @param bout how long it has been as it is
record Track(
        Filter filter,
        Rest rest,
        Shut shut,
        Vitals vitals,
        @Nullable ShutChange changed,
        Bout bout) {

    static Track from(long up) {
        return new Track(Filter.EMPTY, Rest.START, Shut.START, Vitals.from(up), null, Bout.START);
    }

    /// After a sample that is later than all before.
    Track plus(Sample sample, Tuning tuning, boolean isShut) {
        Filter heard = filter.plus(sample, tuning);
        Vitals alive = vitals.plus(sample, tuning);
        if (!isShut || !heard.isFull(tuning)) {
            return new Track(heard, rest, shut, isShut ? alive : alive.calmed(), changed, bout);
        }
        boolean atRest = heard.isAtRest(tuning);
        alive = alive.resting(atRest, sample.up() - vitals.heardUp());
        if (!atRest) {
            return new Track(heard, rest, shut, alive, changed, bout);
        }
        Rest longer = rest.plus(sample.up(), heard.newest());
        if (!rest.completedIn(longer)) {
            return new Track(heard, longer, shut, alive, changed, bout);
        }
        Run block = longer.blocks().getLast();
        Shut summed = shut.plus(block, tuning);
        ShutChange seen = changed;
        if (seen == null && summed.hasChanged(tuning)) {
            seen = new ShutChange(sample.channel(), block.mean() - shut.reference(), tuning.change(), sample.up());
        }
        return new Track(heard, longer, summed, alive, seen, bout);
    }

    /// The door moved: what was at rest is no longer what is.
    Track moved() {
        return new Track(filter.cleared(), Rest.START, shut.moved(), vitals.calmed(), null, bout);
    }

    /// After time has passed.
    Track aged(Tuning tuning, boolean isShut, long up) {
        boolean isWell = health(tuning, isShut, up) instanceof SensorHealth.Well;
        Bout next = bout.then(isWell, isShut && vitals.last() != null, up);
        return next.equals(bout) ? this : new Track(filter, rest, shut, vitals, changed, next);
    }

    @Nullable
    Baseline baseline(SensorChannel channel, Tuning tuning) {
        return rest.baseline(channel, tuning, shut.blockVariance(tuning, Rest.PRIOR_BLOCKS));
    }

    SensorHealth health(Tuning tuning, boolean isShut, long up) {
        Double level =
                isShut && filter.isAtRest(tuning) ? Double.valueOf(filter.run().mean()) : null;
        return vitals.health(tuning, level, up);
    }
}

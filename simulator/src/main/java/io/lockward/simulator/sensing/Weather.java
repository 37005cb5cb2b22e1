package io.lockward.simulator.sensing;

import java.util.random.RandomGenerator;

/// The temperature of the metal that carries the sensors, in degrees from where it began: a day's swing of 8
/// degrees and the 2 degrees that an open door lets in or out (assumed to be half done within 10 s in the air,
/// and to reach the metal with a lag of 60 s). Mutable, one thread.
final class Weather {
    private static final double DAY_SECONDS = 86_400;
    private static final double DAY_SWING = 4;
    private static final double DOOR = 2;
    private static final double OPEN_SECONDS = 15;
    private static final double SHUT_SECONDS = 120;
    private static final double METAL_SECONDS = 60;

    private final double phase;
    private final double sign;
    private double seconds;
    private double air;
    private double metal;

    Weather(RandomGenerator random) {
        phase = random.nextDouble() * 2 * Math.PI;
        sign = random.nextBoolean() ? 1 : -1;
    }

    double after(double passed, boolean doorOpen) {
        seconds += passed;
        double outside = doorOpen ? sign * DOOR : 0;
        air += (outside - air) * (1 - Math.exp(-passed / (doorOpen ? OPEN_SECONDS : SHUT_SECONDS)));
        metal += (air - metal) * (1 - Math.exp(-passed / METAL_SECONDS));
        double angle = phase + 2 * Math.PI * seconds / DAY_SECONDS;
        return metal + DAY_SWING * (Math.sin(angle) - Math.sin(phase));
    }
}

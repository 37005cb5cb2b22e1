package io.lockward.agent;

import io.lockward.agent.bank.sensing.Calibration;
import io.lockward.agent.bank.sensing.Calibration.Progress;
import io.lockward.agent.bank.sensing.Sample;
import io.lockward.agent.bank.sensing.SensingSetup;
import io.lockward.agent.hardware.DoorPosition;
import io.lockward.agent.hardware.Occupancy;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.entry.SensorScale;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Leads a person through a calibration on a terminal. The steps and what they mean are [Calibration]'s.
/// Thread rule: one thread; samples may come on another.
final class CalibrationDesk {
    private static final long POLL_MILLIS = 200;
    private static final int TOLD_PERCENT = 20;

    private final Ports ports;
    private final BufferedReader in;
    private final PrintStream out;
    private final BlockingQueue<List<Sample>> heard = new LinkedBlockingQueue<>();
    private Calibration calibration;
    private int told;

    /// What the desk needs of the bank.
    ///
    /// @param door what the switch of the compartment reads
    /// @param open opens the door; gives what went wrong, or `null`
    /// @param up the controller's uptime in milliseconds
    record Ports(Occupancy occupancy, Supplier<DoorPosition> door, Supplier<@Nullable String> open, LongSupplier up) {}

    CalibrationDesk(CompartmentId compartment, SensingSetup setup, Ports ports, BufferedReader in, PrintStream out) {
        this.ports = ports;
        this.in = in;
        this.out = out;
        this.calibration = Calibration.start(setup);
        ports.occupancy().listen((where, samples) -> {
            if (where.equals(compartment)) {
                heard.add(samples);
            }
        });
    }

    /// @return what was measured and accepted; `null` when nothing is to be kept
    @Nullable
    List<SensorScale> lead() throws IOException, InterruptedException {
        while (true) {
            switch (calibration.progress()) {
                case Progress.Asking(Calibration.Step step) -> {
                    out.println();
                    out.println(step.words());
                    if (!isReady()) {
                        return null;
                    }
                    heard.clear();
                    told = 0;
                    calibration = calibration.ready(ports.up().getAsLong());
                    out.println("Hands off: measuring ...");
                }
                case Progress.Measuring(Calibration.Step _, int percent) -> measure(percent);
                case Progress.Done(List<SensorScale> scales, List<String> words) -> {
                    out.println();
                    words.forEach(out::println);
                    return isToBeKept() ? scales : null;
                }
                case Progress.Failed failed -> {
                    out.println("WRONG  " + failed.words());
                    out.println("Nothing was changed.");
                    return null;
                }
            }
        }
    }

    /// A slip of the finger throws two minutes' work away as little as it keeps it.
    private boolean isToBeKept() throws IOException {
        while (true) {
            out.print("Keep this calibration? [yes/no] ");
            out.flush();
            String answer = in.readLine();
            if (answer == null || answer.strip().equalsIgnoreCase("no")) {
                out.println("Not kept; nothing was changed.");
                return false;
            }
            if (answer.strip().equalsIgnoreCase("yes")) {
                return true;
            }
        }
    }

    private void measure(int percent) throws InterruptedException {
        if (percent >= told + TOLD_PERCENT && percent < 100) {
            told = percent;
            out.println("  " + percent + " %");
        }
        List<Sample> samples = heard.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
        if (samples == null) {
            calibration = calibration.tick(ports.up().getAsLong());
            return;
        }
        for (Sample sample : samples) {
            calibration = calibration.sampled(sample);
        }
    }

    /// Waits for the person.
    ///
    /// @return false when they have had enough
    private boolean isReady() throws IOException {
        while (true) {
            out.print("Enter when that is done; o opens the door, q gives up: ");
            out.flush();
            String answer = in.readLine();
            if (answer == null || answer.strip().equals("q")) {
                out.println("Given up; nothing was changed.");
                return false;
            }
            if (answer.strip().equals("o")) {
                String problem = ports.open().get();
                out.println(problem == null ? "The lock was pulsed." : "WRONG  " + problem);
            } else if (ports.door().get() == DoorPosition.OPEN) {
                out.println("The door is open: shut it first.");
            } else {
                return true;
            }
        }
    }
}

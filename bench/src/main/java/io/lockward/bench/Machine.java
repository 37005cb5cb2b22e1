package io.lockward.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/// What Linux tells of processes and of the machine, from `/proc`.
final class Machine {
    /// `USER_HZ`, 100 on every Linux that Java runs on (`getconf CLK_TCK`).
    private static final double TICKS_PER_SECOND = 100;

    private Machine() {}

    /// One line for the record: cores, load, Java.
    static String describe() {
        String load = text(Path.of("/proc/loadavg")).strip();
        return Runtime.getRuntime().availableProcessors() + " cores, load " + load + ", Java "
                + System.getProperty("java.version");
    }

    /// Resident memory as Linux counts it for this process alone, in MB (10^6 bytes).
    static double residentMegabytes(long pid) {
        return kilobytes(Path.of("/proc", Long.toString(pid), "status"), "VmRSS:") * 1024 / 1e6;
    }

    /// Memory with shared pages divided among their users (`Pss`), in MB; fit to be added up over processes.
    static double proportionalMegabytes(long pid) {
        return kilobytes(Path.of("/proc", Long.toString(pid), "smaps_rollup"), "Pss:") * 1024 / 1e6;
    }

    /// CPU time used by a process so far, all its threads.
    static Duration cpu(long pid) {
        String stat = text(Path.of("/proc", Long.toString(pid), "stat"));
        if (stat.isEmpty()) {
            return Duration.ZERO;
        }
        // The name in parentheses may hold spaces; utime and stime are fields 14 and 15, proc(5).
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        double ticks = Double.parseDouble(fields[11]) + Double.parseDouble(fields[12]);
        return Duration.ofMillis(Math.round(ticks / TICKS_PER_SECOND * 1_000));
    }

    /// CPU time of a process and all its descendants alive now.
    static Duration cpuOfFamily(ProcessHandle process) {
        return process.descendants()
                .map(descendant -> cpu(descendant.pid()))
                .reduce(cpu(process.pid()), Duration::plus);
    }

    /// How many files a process may open; 0 when unknown.
    static long openFileLimit() {
        return text(Path.of("/proc/self/limits"))
                .lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("max open files"))
                .map(line -> line.strip().split(" +", -1)[3])
                .mapToLong(soft -> soft.equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(soft))
                .findAny()
                .orElse(0);
    }

    private static double kilobytes(Path file, String key) {
        return text(file)
                .lines()
                .filter(line -> line.startsWith(key))
                .map(line -> line.substring(key.length()).strip().split(" ", -1)[0])
                .mapToDouble(Double::parseDouble)
                .findAny()
                .orElse(0);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException _) {
            return ""; // the process is gone
        }
    }
}

package io.lockward.lab;

import io.lockward.systemtest.Await;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The guest: a User-Mode-Linux with doors, locks, gauges, a watchdog and a disk. Orders go to it and what happens
/// comes back on its first console. As a board on a power supply does, it starts again when it went down by itself;
/// only [#cut()] and an ordered power-off leave it off.
///
/// Thread rule: one thread gives orders; what happened may be asked from any.
final class Machine implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    /// How long a guest that said that it restarts may take to go down.
    private static final Duration DOWN = Duration.ofSeconds(10);

    private static final String CABLE_HELD = "uml_tap: failed to create tun interface";
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final int MOST_LOOKS = 60;

    /// How the machine is built.
    ///
    /// @param agent the script that runs the agent
    /// @param locks how many, from line 0; their doors are on the lines after them
    /// @param silence ms the agent may be silent
    record Parts(Path kernel, Path tools, Path agent, PlugDisk disk, Tap tap, int locks, long silence, Path log) {}

    /// A lock's line that rose or fell, as the witness saw it.
    ///
    /// @param boot counts the boots from 1
    record Edge(int boot, int line, boolean driven, long upMillis) {}

    private final Parts parts;
    private final PrintWriter log;
    private final List<Edge> edges = new ArrayList<>();
    private final List<String> bootIds = new ArrayList<>();
    private final List<String> units = new ArrayList<>();
    private final List<String> answers = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private final SortedSet<Integer> open = new TreeSet<>();
    private @Nullable Process process;
    private @Nullable Thread reader;
    private boolean on;
    private boolean goingOff;

    Machine(Parts parts) {
        this.parts = parts;
        try {
            Files.createDirectories(Objects.requireNonNull(parts.log().getParent()));
            this.log = new PrintWriter(Files.newBufferedWriter(parts.log()), true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Plugs it in and waits until its doors and locks are looked after.
    void plugIn() {
        int boots = boots();
        synchronized (this) {
            on = true;
            goingOff = false;
            boot();
        }
        Await.until("the guest boots, see " + parts.log(), PATIENCE, () -> boots() > boots);
    }

    /// Pulls the plug: every process of the machine is gone at once. Everything that the witness said is read.
    void cut() {
        Process running;
        Thread reading;
        synchronized (this) {
            on = false;
            running = Objects.requireNonNull(process);
            reading = Objects.requireNonNull(reader);
            killGroup(running);
        }
        running.onExit().join();
        join(reading);
    }

    /// Orders the machine to go down in good order, and waits until it has.
    void powerOff() {
        Process running;
        Thread reading;
        synchronized (this) {
            running = Objects.requireNonNull(process);
            reading = Objects.requireNonNull(reader);
        }
        send("run " + Workshop.GUEST.resolve("systemctl") + " poweroff");
        Await.until("the guest powers off", PATIENCE, () -> !running.isAlive());
        join(reading);
    }

    /// Moves a door by hand.
    void door(int line, boolean isOpen) {
        send("door " + line + (isOpen ? " open" : " closed"));
    }

    /// An order for `hands.c`.
    synchronized void send(String order) {
        try {
            Writer in = Objects.requireNonNull(process).outputWriter(StandardCharsets.US_ASCII);
            in.write(order + "\n");
            in.flush();
        } catch (IOException e) {
            // The machine is off: nobody is there to obey.
            log.println("not obeyed: " + order);
        }
    }

    /// Runs a command in the guest.
    ///
    /// @return its exit status and what it wrote, in one line
    String ask(String command) {
        int before = answers().size();
        send("run " + command);
        Await.until("the guest answers " + command, PATIENCE, () -> answers().size() > before);
        return answers().get(before);
    }

    /// Every boot id so far, newest last.
    synchronized List<String> bootIds() {
        return List.copyOf(bootIds);
    }

    synchronized int boots() {
        return bootIds.size();
    }

    synchronized List<Edge> edges() {
        return List.copyOf(edges);
    }

    /// How often any lock was driven.
    synchronized long pulses() {
        return edges.stream().filter(Edge::driven).count();
    }

    /// The number of the newest such line that the supervisor told in this boot, or -1.
    synchronized long lastUnit(String word) {
        String beginning = bootIds.size() + " " + word + " ";
        return units.reversed().stream()
                .filter(line -> line.startsWith(beginning))
                .mapToLong(line ->
                        Long.parseLong(line.substring(beginning.length()).split(" ", 2)[0]))
                .findFirst()
                .orElse(-1);
    }

    /// The process id of the agent in the guest.
    long agent() {
        return lastUnit("started");
    }

    /// What the guest's own programs could not do.
    synchronized List<String> failures() {
        return List.copyOf(failures);
    }

    private synchronized List<String> answers() {
        return List.copyOf(answers);
    }

    @Override
    public void close() {
        Process running;
        Thread reading;
        synchronized (this) {
            on = false;
            running = process;
            reading = reader;
        }
        if (running != null && reading != null) {
            if (running.isAlive()) {
                killGroup(running);
            }
            join(reading);
        }
        log.close();
    }

    private synchronized void boot() {
        List<String> command = new ArrayList<>(List.of(
                "setsid",
                parts.kernel().resolve("linux").toString(),
                "mem=384M",
                "rootfstype=hostfs",
                "rootflags=/",
                "ro",
                "init=" + Workshop.GUEST.resolve("init"),
                "con=null",
                "con0=fd:0,fd:1",
                "ubd0=" + parts.disk().image(),
                "vec0:transport=tap,ifname=" + parts.tap().device(),
                "quiet",
                "LAB_KERNEL=" + parts.kernel(),
                "LAB_TOOLS=" + parts.tools(),
                "LAB_AGENT=" + parts.agent(),
                "LAB_ADDRESS=" + parts.tap().guest(),
                "LAB_LINES=32",
                "LAB_LOCKS=" + parts.locks(),
                "LAB_PATIENCE=" + parts.silence()));
        if (!open.isEmpty()) {
            // Doors do not move because the power is gone.
            command.add("LAB_OPEN="
                    + String.join(",", open.stream().map(String::valueOf).toList()));
        }
        try {
            Process fresh =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process = fresh;
            reader = Thread.ofPlatform().daemon().name("guest").start(() -> read(fresh));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(Process guest) {
        try (BufferedReader lines = guest.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                log.println(line);
                if (line.contains(CABLE_HELD)) {
                    // A kernel that its watchdog restarts begins anew in the same process, which may still hold the
                    // cable from before. On a board the reset is one of the network chip too.
                    killGroup(guest);
                }
                int at = line.indexOf('@');
                if (at >= 0) {
                    hear(line.substring(at).strip().split(" ", 3), guest);
                }
            }
        } catch (IOException e) {
            log.println("the console broke: " + e);
        }
        guest.onExit().join();
        endGroup(guest);
        Await.until("nobody holds the cable", PATIENCE, LOOK, () -> !parts.tap().isTaken());
        synchronized (this) {
            log.println("---- the machine is off");
            // As on a board: after a reset, whoever ordered it, the firmware starts again.
            if (on && !goingOff && guest.equals(process)) {
                boot();
            }
        }
    }

    private synchronized void hear(String[] words, Process guest) {
        String rest = words.length > 2 ? words[2] : "";
        switch (words[0]) {
            case "@up" -> bootIds.add(words[1]);
            case "@edge" -> {
                String[] level = rest.split(" ", 2);
                edges.add(new Edge(
                        bootIds.size(), Integer.parseInt(words[1]), level[0].equals("1"), Long.parseLong(level[1])));
            }
            case "@door" -> {
                int line = Integer.parseInt(words[1]);
                if (rest.startsWith("open")) {
                    open.add(line);
                } else {
                    open.remove(line);
                }
            }
            case "@unit" -> {
                units.add(bootIds.size() + " " + words[1] + " " + rest);
                if (words[1].equals("powers-off")) {
                    goingOff = true;
                } else if (words[1].equals("reboots")) {
                    resetUnlessDown(guest);
                }
            }
            case "@ran" -> answers.add((words[1] + " " + rest).strip());
            case "@failed" -> failures.add(String.join(" ", words));
            default -> {
                // Something that only looks like ours.
            }
        }
    }

    /// A kernel that does not get down is reset like one whose watchdog fired.
    private static void resetUnlessDown(Process guest) {
        Thread.ofVirtual().name("reset").start(() -> {
            Await.pass(DOWN);
            if (guest.isAlive()) {
                killGroup(guest);
            }
        });
    }

    /// A kernel that dies by itself leaves children behind, which hold its network device for a moment.
    private static void endGroup(Process guest) {
        String group = "-" + guest.pid();
        for (int look = 0; look < MOST_LOOKS && isThere(group); look++) {
            killGroup(guest);
            Await.pass(LOOK);
        }
    }

    private static boolean isThere(String group) {
        return Workshop.run(List.of("sh", "-c", "kill -0 -- " + group + " 2>&1 || echo gone"), 1)
                .isEmpty();
    }

    private static void killGroup(Process guest) {
        Workshop.run(List.of("kill", "-KILL", "--", "-" + guest.pid()), 1);
    }

    private static void join(Thread thread) {
        try {
            thread.join(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

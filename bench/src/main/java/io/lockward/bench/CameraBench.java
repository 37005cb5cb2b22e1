package io.lockward.bench;

import io.lockward.agent.bank.clip.Cut;
import io.lockward.agent.hardware.Cameras.CutResult;
import io.lockward.agent.hardware.camera.CameraSettings;
import io.lockward.agent.hardware.camera.CameraSource;
import io.lockward.agent.hardware.camera.FfmpegCameras;
import io.lockward.agent.hardware.camera.RecorderSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// What filming costs: the agent's ring and its cuts against ffmpeg that only copies the same pictures into one
/// file. The pictures are 1280 x 720, 15 a second, encoded once and then played again and again at their own
/// pace by a program that stands in the place of `rpicam-vid`; what that program costs is not counted.
final class CameraBench {
    private static final String FFMPEG = "/usr/bin/ffmpeg";
    private static final String PACE = "-re";
    private static final int CLIP_SECONDS = 30;

    private final Figures figures;
    private final int seconds;
    private final int cuts;

    CameraBench(Figures figures, Options options) {
        this.figures = figures;
        this.seconds = options.get("seconds", 40);
        this.cuts = options.get("cuts", 10);
    }

    void run() throws Exception {
        if (!Files.isExecutable(Path.of(FFMPEG))) {
            throw new IOException(FFMPEG + " is not there: apt-get install ffmpeg");
        }
        Path folder = Files.createTempDirectory("lockward-camera-bench");
        try {
            Path source = folder.resolve("source.mp4");
            figures.progress("encoding 60 s of pictures");
            call(List.of(
                    FFMPEG,
                    "-v",
                    "error",
                    "-f",
                    "lavfi",
                    "-i",
                    "testsrc2=size=1280x720:rate=15",
                    "-t",
                    "60",
                    "-vf",
                    "noise=alls=12:allf=t",
                    "-c:v",
                    "libx264",
                    "-preset",
                    "veryfast",
                    "-b:v",
                    "2M",
                    "-g",
                    "30",
                    "-sc_threshold",
                    "0",
                    source.toString()));
            Path player = player(folder, source);
            double plain = plain(folder, player);
            ring(folder, player, plain);
            synthetic(folder, 320, 240, 5);
            synthetic(folder, 1_280, 720, 15);
        } finally {
            delete(folder);
        }
    }

    private static Path player(Path folder, Path source) throws IOException {
        Path script = folder.resolve("player");
        Files.writeString(
                script,
                "#!/bin/sh\nexec " + FFMPEG + " -v error " + PACE + " -stream_loop -1 -i '" + source
                        + "' -c copy -bsf:v h264_mp4toannexb -f h264 -\n");
        return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    }

    /// ffmpeg alone: the same pictures into one file.
    ///
    /// @return seconds of CPU time for each second of pictures
    private double plain(Path folder, Path player) throws IOException, InterruptedException {
        figures.progress("plain copying for " + seconds + " s");
        Path file = folder.resolve("plain.ts");
        List<Process> pipeline = ProcessBuilder.startPipeline(List.of(
                new ProcessBuilder(player.toString()).redirectError(ProcessBuilder.Redirect.DISCARD),
                new ProcessBuilder(
                                FFMPEG,
                                "-nostdin",
                                "-v",
                                "error",
                                "-use_wallclock_as_timestamps",
                                "1",
                                "-f",
                                "h264",
                                "-framerate",
                                "15",
                                "-i",
                                "pipe:0",
                                "-c",
                                "copy",
                                "-f",
                                "mpegts",
                                file.toString())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)));
        try {
            TimeUnit.SECONDS.sleep(5);
            long bytes = Files.size(file);
            double cost = cost(command -> !command.contains(PACE), false);
            figures.figure("camera-plain-cpu", cost * 100, "%-of-core");
            figures.figure("camera-plain-disk", (Files.size(file) - bytes) / 1e6 * 60 / seconds, "MB/min");
            return cost;
        } finally {
            pipeline.forEach(Process::destroyForcibly);
        }
    }

    private void ring(Path folder, Path player, double plain) throws Exception {
        figures.progress("the ring for " + seconds + " s");
        RecorderSettings.Programs programs =
                new RecorderSettings.Programs(Path.of(FFMPEG), Path.of("/usr/bin/ffprobe"), player);
        try (FfmpegCameras cameras = cameras(
                folder, new CameraSettings("front", new CameraSource.Rpicam(0), 1_280, 720, 15, List.of()), programs)) {
            cameras.start(1, 1);
            TimeUnit.SECONDS.sleep(6);
            Path ring = folder.resolve("front-footage").resolve("ring");
            long bytes = size(ring);
            double cost = cost(command -> !command.contains(PACE), true);
            figures.figure("camera-ring-cpu", cost * 100, "%-of-core");
            figures.figure("camera-ring-cpu-to-plain", cost / plain, "x");
            figures.figure("camera-ring-disk", (size(ring) - bytes) / 1e6 * 60 / seconds, "MB/min");
            cuts(folder, cameras);
        }
    }

    private void cuts(Path folder, FfmpegCameras cameras) throws Exception {
        figures.progress(cuts + " cuts of " + CLIP_SECONDS + " s");
        List<Double> ours = new ArrayList<>();
        List<Double> oursCpu = new ArrayList<>();
        List<Double> plain = new ArrayList<>();
        List<Double> plainCpu = new ArrayList<>();
        for (int i = 0; i < cuts; i++) {
            long to = up() - 4_000;
            CompletableFuture<CutResult> done = new CompletableFuture<>();
            double before = reaped();
            long begun = System.nanoTime();
            cameras.cut(
                    new Cut("c-1-" + (i + 1) + "-front", "front", 1, 1, to - CLIP_SECONDS * 1_000L, to),
                    done::complete);
            CutResult result = done.get(60, TimeUnit.SECONDS);
            ours.add((System.nanoTime() - begun) / 1e6);
            oursCpu.add((reaped() - before) * 1e3);
            if (!(result instanceof CutResult.Done)) {
                throw new IOException("no clip: " + result);
            }
            before = reaped();
            begun = System.nanoTime();
            call(List.of(
                    FFMPEG,
                    "-v",
                    "error",
                    "-t",
                    String.valueOf(CLIP_SECONDS),
                    "-i",
                    folder.resolve("plain.ts").toString(),
                    "-c",
                    "copy",
                    "-movflags",
                    "+faststart",
                    "-y",
                    folder.resolve("plain.mp4").toString()));
            plain.add((System.nanoTime() - begun) / 1e6);
            plainCpu.add((reaped() - before) * 1e3);
        }
        figures.figure("camera-cut-p50", median(ours), "ms");
        figures.figure("camera-cut-plain-p50", median(plain), "ms");
        figures.figure("camera-cut-to-plain", median(ours) / median(plain), "x");
        figures.figure("camera-cut-cpu", median(oursCpu), "ms");
        figures.figure("camera-cut-cpu-to-plain", median(oursCpu) / median(plainCpu), "x");
    }

    /// What the demo's and a test's camera costs, which has to be encoded.
    private void synthetic(Path folder, int width, int height, int rate) throws Exception {
        String name = "pattern-" + height + "p" + rate;
        figures.progress(name + " for " + seconds + " s");
        CameraSettings camera = new CameraSettings(name, new CameraSource.Synthetic(), width, height, rate, List.of());
        try (FfmpegCameras cameras = cameras(folder, camera, RecorderSettings.Programs.USUAL)) {
            cameras.start(1, 1);
            TimeUnit.SECONDS.sleep(4);
            long bytes = size(folder.resolve(name + "-footage"));
            figures.figure("camera-" + name + "-cpu", cost(_ -> true, true) * 100, "%-of-core");
            long more = size(folder.resolve(name + "-footage")) - bytes;
            figures.figure("camera-" + name + "-disk", more / 1e6 * 60 / seconds, "MB/min");
        }
    }

    private static FfmpegCameras cameras(Path folder, CameraSettings camera, RecorderSettings.Programs programs) {
        RecorderSettings recorder = new RecorderSettings(
                folder.resolve(camera.name() + "-footage"),
                1L << 30,
                Duration.ofHours(1),
                0,
                Duration.ofSeconds(20),
                programs);
        return new FfmpegCameras(List.of(camera), recorder, CameraBench::up, InstantSource.system());
    }

    /// CPU seconds a second, of this process's children whose command is counted, and of itself: its threads
    /// move and force what ffmpeg wrote.
    private double cost(Predicate<String> counted, boolean self) throws InterruptedException {
        double before = used(counted, self);
        TimeUnit.SECONDS.sleep(seconds);
        return (used(counted, self) - before) / seconds;
    }

    private static double used(Predicate<String> counted, boolean self) {
        double children = ProcessHandle.current()
                .descendants()
                .filter(child -> counted.test(child.info().commandLine().orElse("")))
                .mapToDouble(child -> Machine.cpu(child.pid()).toMillis() / 1e3)
                .sum();
        return children + (self ? Machine.cpu(ProcessHandle.current().pid()).toMillis() / 1e3 : 0);
    }

    /// CPU seconds of all children that have ended.
    private static double reaped() throws IOException {
        String stat = Files.readString(Path.of("/proc/self/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[13]) + Long.parseLong(fields[14])) / 100.0;
    }

    private static long up() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    private static double median(List<Double> all) {
        return all.stream().sorted().toList().get(all.size() / 2);
    }

    private static void call(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).inheritIO().start();
        if (process.waitFor() != 0) {
            throw new IOException(command.getFirst() + " ended with " + process.exitValue());
        }
    }

    private static long size(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.mapToLong(path -> path.toFile().length()).sum();
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}

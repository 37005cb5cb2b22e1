package io.lockward.agent.config;

import static io.lockward.agent.config.Setting.number;

import io.lockward.agent.hardware.camera.RecorderSettings.Programs;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// The keys about footage, beside the cameras themselves.
final class FootageSettings {
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "[::1]", "localhost");

    static final Setting<Integer> BEFORE =
            number("camera.before-seconds", 0, 30, "s", 10, "How much of what came before an event a clip shows.");
    static final Setting<Integer> AFTER = number(
            "camera.after-seconds", 5, 60, "s", 20, "How much of what comes after it; longer while a door is open.");
    static final Setting<Path> FOLDER = new Setting<>(
            "camera.folder",
            "path",
            "/var/lib/lockward/footage",
            "Where footage is kept; another disk than the journal's is best.",
            Path::of);
    static final Setting<Integer> RING_MIB = number(
            "camera.ring-mebibytes",
            16,
            1_048_576,
            "MiB",
            4_096,
            "The newest footage of all cameras together; the oldest goes.");
    static final Setting<Integer> RING_HOURS =
            number("camera.ring-hours", 1, 168, "h", 24, "How old footage may become that nothing happened in.");
    static final Setting<Integer> CLIPS_MIB = number(
            "camera.clips-mebibytes",
            16,
            1_048_576,
            "MiB",
            2_048,
            "Clips that wait for their upload; beyond it the oldest is lost, and told as lost.");
    static final Setting<Integer> RESERVE_MIB =
            number("camera.reserve-mebibytes", 16, 1_048_576, "MiB", 512, "What footage leaves free on its disk.");
    static final Setting<Integer> SILENCE = number(
            "camera.silence-seconds",
            3,
            300,
            "s",
            10,
            "A camera that gives nothing for longer has failed, and is started anew; its first pictures have 15 s.");
    static final Setting<Path> FFMPEG =
            program("camera.ffmpeg", Programs.USUAL.ffmpeg(), "ffmpeg; ffprobe is beside it.");
    static final Setting<Path> RPICAM =
            program("camera.rpicam-vid", Programs.USUAL.rpicam(), "rpicam-vid, for the camera of a Raspberry Pi.");
    static final Setting<String> UPLOAD_URL = new Setting<>(
            "camera.upload-url",
            "https://host or https://host:port",
            "",
            "The cloud service that clips are uploaded to; empty: they stay at the bank. http only on this machine.",
            FootageSettings::cloud);
    static final Setting<Integer> UPLOAD_RATE = number(
            "camera.upload-kilobytes-per-second",
            1,
            1_000_000,
            "kB/s",
            256,
            "What uploads may use of the network; entries are never held up by them.");
    static final Setting<String> UPLOAD_AUTHORITIES = new Setting<>(
            "camera.upload-authorities-file",
            "path, PEM",
            "",
            "Who may vouch for the cloud service's certificate; empty: whom Java trusts.",
            text -> text);

    static final List<Setting<?>> ALL = List.of(
            BEFORE,
            AFTER,
            FOLDER,
            RING_MIB,
            RING_HOURS,
            CLIPS_MIB,
            RESERVE_MIB,
            SILENCE,
            FFMPEG,
            RPICAM,
            UPLOAD_URL,
            UPLOAD_RATE,
            UPLOAD_AUTHORITIES);

    private FootageSettings() {}

    private static Setting<Path> program(String key, Path preset, String meaning) {
        return new Setting<>(key, "absolute path", preset.toString(), meaning, LockSettings::absolute);
    }

    private static String cloud(String text) {
        if (text.isEmpty()) {
            return text;
        }
        URI url = URI.create(text);
        boolean safe = "https".equals(url.getScheme())
                || ("http".equals(url.getScheme()) && LOOPBACK.contains(String.valueOf(url.getHost())));
        String path = url.getPath();
        if (!safe || url.getHost() == null || (path != null && !path.isEmpty()) || url.getQuery() != null) {
            throw new IllegalArgumentException("is https://host or https://host:port; http only on this machine");
        }
        return text;
    }
}

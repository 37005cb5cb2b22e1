package io.lockward.agent.config;

import io.lockward.agent.bank.clip.ClipSetup;
import io.lockward.agent.hardware.camera.CameraSettings;
import io.lockward.agent.hardware.camera.CameraSettings.Mask;
import io.lockward.agent.hardware.camera.CameraSource;
import io.lockward.agent.hardware.camera.RecorderSettings;
import io.lockward.agent.upload.UploadSettings;
import io.lockward.protocol.BankId;
import io.lockward.protocol.entry.AgentEntry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads the cameras and what is done with their pictures. Stateless.
final class FootageReader {
    /// `camera.front = rtsp://viewer@10.0.0.5/stream1, password-file front.password, mask 200x80+0+0`
    static final String CAMERA = "camera.";

    static final String EXAMPLE = "v4l2 /dev/video0, size 1280x720, rate 15, mask 200x80+0+0";

    private static final Pattern V4L2 = Pattern.compile("v4l2 (/dev/[\\w/.-]{1,80})");
    private static final Pattern RPICAM = Pattern.compile("rpicam ([0-3])");
    private static final Pattern SIZE = Pattern.compile("size ([0-9]{3,4})x([0-9]{3,4})");
    private static final Pattern RATE = Pattern.compile("rate ([0-9]{1,2})");
    private static final Pattern MASK = Pattern.compile("mask ([0-9]{1,4})x([0-9]{1,4})\\+([0-9]{1,4})\\+([0-9]{1,4})");
    private static final Pattern PASSWORD = Pattern.compile("password-file (\\S.*)");

    private FootageReader() {}

    /// @param folder what relative paths start from
    /// @param bank `null` when it could not be read
    /// @return `null` without cameras, or when something is wrong
    static @Nullable Footage read(ConfigFile file, Path folder, @Nullable BankId bank) {
        Integer before = file.value(FootageSettings.BEFORE);
        Integer after = file.value(FootageSettings.AFTER);
        Path where = file.value(FootageSettings.FOLDER);
        Integer ring = file.value(FootageSettings.RING_MIB);
        Integer hours = file.value(FootageSettings.RING_HOURS);
        Integer clips = file.value(FootageSettings.CLIPS_MIB);
        Integer reserve = file.value(FootageSettings.RESERVE_MIB);
        Integer silence = file.value(FootageSettings.SILENCE);
        Path ffmpeg = file.value(FootageSettings.FFMPEG);
        Path rpicam = file.value(FootageSettings.RPICAM);
        UploadSettings upload = upload(file, folder, bank);
        List<CameraSettings> cameras = new ArrayList<>();
        file.family(CAMERA, entry -> {
            CameraSettings camera = camera(entry.getKey(), entry.getValue(), folder);
            cameras.add(camera);
            return camera;
        });
        if (cameras.size() > AgentEntry.Started.MOST_CAMERAS) {
            file.problem("`" + CAMERA + "*`: at most " + AgentEntry.Started.MOST_CAMERAS + " cameras");
            return null;
        }
        if (cameras.isEmpty()
                || before == null
                || after == null
                || where == null
                || ring == null
                || hours == null
                || clips == null
                || reserve == null
                || silence == null
                || ffmpeg == null
                || rpicam == null) {
            return null;
        }
        TreeSet<String> names = new TreeSet<>();
        cameras.forEach(camera -> names.add(camera.name()));
        return new Footage(
                cameras,
                new ClipSetup(names, Duration.ofSeconds(before), Duration.ofSeconds(after), (long) clips << 20),
                new RecorderSettings(
                        folder.resolve(where),
                        (long) ring << 20,
                        Duration.ofHours(hours),
                        (long) reserve << 20,
                        Duration.ofSeconds(silence),
                        new RecorderSettings.Programs(ffmpeg, ffmpeg.resolveSibling("ffprobe"), rpicam)),
                upload);
    }

    private static @Nullable UploadSettings upload(ConfigFile file, Path folder, @Nullable BankId bank) {
        String url = file.value(FootageSettings.UPLOAD_URL);
        Integer rate = file.value(FootageSettings.UPLOAD_RATE);
        String authorities = file.value(FootageSettings.UPLOAD_AUTHORITIES);
        return url == null || url.isEmpty() || rate == null || authorities == null || bank == null
                ? null
                : new UploadSettings(
                        bank,
                        URI.create(url),
                        Math.max(1_024, rate * 1_000L),
                        authorities.isEmpty() ? null : folder.resolve(authorities));
    }

    private static CameraSettings camera(String name, String text, Path folder) {
        String[] parts = text.split(", ", -1);
        int width = 1_280;
        int height = 720;
        int rate = 15;
        Path password = null;
        List<Mask> masks = new ArrayList<>();
        for (int i = 1; i < parts.length; i++) {
            Matcher size = SIZE.matcher(parts[i]);
            Matcher perSecond = RATE.matcher(parts[i]);
            Matcher mask = MASK.matcher(parts[i]);
            Matcher secret = PASSWORD.matcher(parts[i]);
            if (size.matches()) {
                width = number(size, 1);
                height = number(size, 2);
            } else if (perSecond.matches()) {
                rate = number(perSecond, 1);
            } else if (mask.matches()) {
                masks.add(new Mask(number(mask, 1), number(mask, 2), number(mask, 3), number(mask, 4)));
            } else if (secret.matches()) {
                password = folder.resolve(secret.group(1));
            } else {
                throw new IllegalArgumentException("`" + parts[i]
                        + "` is not `size 1280x720`, `rate 15`, `mask 200x80+0+0` or `password-file PATH`");
            }
        }
        return new CameraSettings(name, source(parts[0], password), width, height, rate, masks);
    }

    private static CameraSource source(String text, @Nullable Path password) {
        Matcher v4l2 = V4L2.matcher(text);
        Matcher rpicam = RPICAM.matcher(text);
        if (text.startsWith("rtsp://") || text.startsWith("rtsps://")) {
            return rtsp(text, password);
        }
        if (password != null) {
            throw new IllegalArgumentException("only an rtsp camera has a password");
        }
        if (v4l2.matches()) {
            return new CameraSource.V4l2(Path.of(v4l2.group(1)));
        }
        if (rpicam.matches()) {
            return new CameraSource.Rpicam(number(rpicam, 1));
        }
        if (text.equals("synthetic")) {
            return new CameraSource.Synthetic();
        }
        throw new IllegalArgumentException(
                "begins with `rtsp://host/path`, `v4l2 /dev/video0`, `rpicam 0` or `synthetic`");
    }

    private static CameraSource rtsp(String text, @Nullable Path password) {
        URI url = URI.create(text);
        String user = url.getRawUserInfo();
        if (url.getHost() == null) {
            throw new IllegalArgumentException("names no host");
        }
        if (user != null && user.contains(":")) {
            throw new IllegalArgumentException("a password belongs into a file: `password-file PATH`");
        }
        if (password != null && user == null) {
            throw new IllegalArgumentException("has a password and no user: rtsp://user@host/path");
        }
        return new CameraSource.Rtsp(url, password);
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }
}

package io.lockward.agent.hardware.camera;

import io.lockward.agent.hardware.camera.CameraSettings.Mask;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The programs' arguments, one by one: no shell ever reads them. Pure.
final class Commands {
    /// A segment is about this long; a power cut costs the one that was open.
    static final int SEGMENT_SECONDS = 2;

    /// So long a network camera may say nothing before ffmpeg gives up, in microseconds.
    private static final long NETWORK_PATIENCE_MICROS = 10_000_000;

    private static final List<String> QUIET = List.of("-nostdin", "-hide_banner", "-loglevel", "warning");

    private Commands() {}

    /// The processes of a pipeline. What comes encoded is copied, and nobody has to know how many pictures a second
    /// that is: with `-fpsprobesize 0` ffmpeg does not hold the first twenty back to count them.
    ///
    /// @param password of an RTSP camera's user; `null` without one
    /// @param open where segments are written while they grow; names are numbers
    static Pipeline record(
            CameraSettings camera, RecorderSettings.Programs programs, @Nullable String password, Path open) {
        List<String> ffmpeg = new ArrayList<>(List.of(programs.ffmpeg().toString()));
        ffmpeg.addAll(QUIET);
        List<String> filters = new ArrayList<>();
        boolean encoded = true;
        List<List<String>> commands = new ArrayList<>();
        String told = null;
        switch (camera.source()) {
            case CameraSource.Rtsp rtsp -> {
                told = script(withPassword(rtsp.url(), password));
                ffmpeg.addAll(List.of(
                        "-fpsprobesize",
                        "0",
                        "-protocol_whitelist",
                        "pipe,tcp,tls,rtp,udp",
                        "-f",
                        "concat",
                        "-safe",
                        "0",
                        "-i",
                        "pipe:0"));
            }
            case CameraSource.V4l2(Path device) -> {
                encoded = false;
                ffmpeg.addAll(List.of(
                        "-f",
                        "v4l2",
                        "-framerate",
                        text(camera.rate()),
                        "-video_size",
                        size(camera),
                        "-i",
                        device.toString()));
            }
            case CameraSource.Rpicam(int number) -> {
                commands.add(rpicam(camera, programs, number));
                ffmpeg.addAll(List.of(
                        "-fpsprobesize",
                        "0",
                        "-use_wallclock_as_timestamps",
                        "1",
                        "-f",
                        "h264",
                        "-framerate",
                        text(camera.rate()),
                        "-i",
                        "pipe:0"));
            }
            case CameraSource.Synthetic _ -> {
                encoded = false;
                ffmpeg.addAll(List.of(
                        "-re", "-f", "lavfi", "-i", "testsrc2=size=" + size(camera) + ":rate=" + camera.rate()));
                filters.addAll(TestPattern.filters(camera.width(), camera.height()));
            }
        }
        camera.masks().forEach(mask -> filters.add(box(mask)));
        ffmpeg.addAll(List.of("-map", "0:v:0", "-an", "-sn", "-dn"));
        ffmpeg.addAll(encoded && filters.isEmpty() ? List.of("-c:v", "copy") : encode(camera, filters));
        ffmpeg.addAll(List.of(
                "-f",
                "segment",
                "-segment_time",
                text(SEGMENT_SECONDS),
                "-segment_format",
                "mpegts",
                // What an agent leaves behind that died must not fill the disk.
                "-segment_wrap",
                "100",
                "-segment_list",
                "pipe:1",
                "-segment_list_type",
                "csv",
                open.resolve("%06d.ts").toString()));
        commands.add(ffmpeg);
        return new Pipeline(commands, told);
    }

    /// The password of a camera that has one.
    ///
    /// @throws IOException when its file cannot be read
    static @Nullable String password(CameraSettings camera) throws IOException {
        return camera.source() instanceof CameraSource.Rtsp(URI _, Path file) && file != null
                ? Files.readString(file).strip()
                : null;
    }

    /// Cuts by copying.
    ///
    /// @param list names the segments, in ffmpeg's own form
    static List<String> cut(Path ffmpeg, Path list, Path to) {
        List<String> command = new ArrayList<>(List.of(ffmpeg.toString()));
        command.addAll(QUIET);
        command.addAll(List.of(
                "-f", "concat",
                "-safe", "1",
                "-i", list.toString(),
                "-map", "0:v:0",
                "-c", "copy",
                "-movflags", "+faststart",
                "-f", "mp4",
                "-y", to.toString()));
        return command;
    }

    /// Prints a hash of a file's first picture.
    static List<String> print(Path ffmpeg, Path file) {
        List<String> command = new ArrayList<>(List.of(ffmpeg.toString()));
        command.addAll(QUIET);
        command.addAll(List.of("-i", file.toString(), "-map", "0:v:0", "-frames:v", "1", "-f", "md5", "pipe:1"));
        return command;
    }

    /// Tells how long a file's pictures are and how many there are.
    static List<String> probe(Path ffprobe, Path file) {
        return List.of(
                ffprobe.toString(),
                "-v",
                "error",
                "-select_streams",
                "v:0",
                "-count_packets",
                "-show_entries",
                "stream=codec_name,nb_read_packets:format=duration",
                "-of",
                "default=noprint_wrappers=1",
                file.toString());
    }

    /// A message without what would log a person in.
    static String withoutSecrets(String line) {
        return line.replaceAll("://[^/@\\s]*@", "://***@");
    }

    private static List<String> rpicam(CameraSettings camera, RecorderSettings.Programs programs, int number) {
        return List.of(
                programs.rpicam().toString(),
                "--camera",
                text(number),
                "--timeout",
                "0",
                "--nopreview",
                "--codec",
                "h264",
                "--inline",
                "--width",
                text(camera.width()),
                "--height",
                text(camera.height()),
                "--framerate",
                text(camera.rate()),
                "--intra",
                text(SEGMENT_SECONDS * camera.rate()),
                "--output",
                "-");
    }

    private static List<String> encode(CameraSettings camera, List<String> filters) {
        List<String> filtered = new ArrayList<>(filters);
        filtered.add("format=yuv420p");
        return List.of(
                "-vf", String.join(",", filtered),
                "-c:v", "libx264",
                "-preset", "ultrafast",
                "-tune", "zerolatency",
                "-threads", "1",
                "-g", text(SEGMENT_SECONDS * camera.rate()),
                "-sc_threshold", "0",
                "-crf", "26",
                "-maxrate", "2M",
                "-bufsize", "4M");
    }

    private static String box(Mask mask) {
        return "drawbox=x=" + mask.left() + ":y=" + mask.top() + ":w=" + mask.width() + ":h=" + mask.height()
                + ":color=black:t=fill";
    }

    /// A list of one camera, in ffmpeg's own form. ffmpeg reads a URL from its arguments or from such a list, and only
    /// the list can come through a pipe that nobody else reads.
    private static String script(String url) {
        return "ffconcat version 1.0\nfile '" + url.replace("'", "'\\''")
                + "'\noption rtsp_transport tcp\noption fpsprobesize 0\noption timeout " + NETWORK_PATIENCE_MICROS
                + "\n";
    }

    private static String withPassword(URI url, @Nullable String password) {
        String user = url.getRawUserInfo();
        if (password == null || user == null) {
            return url.toString();
        }
        String escaped = URLEncoder.encode(password, StandardCharsets.UTF_8).replace("+", "%20");
        return url.toString()
                .replaceFirst(
                        "://" + Pattern.quote(user) + "@",
                        Matcher.quoteReplacement("://" + user + ":" + escaped + "@"));
    }

    private static String size(CameraSettings camera) {
        return camera.width() + "x" + camera.height();
    }

    private static String text(int number) {
        return Integer.toString(number);
    }
}

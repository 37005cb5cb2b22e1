package io.lockward.agent.hardware.camera;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What a clip's frames say of themselves.
///
/// @param number of each frame since its pipeline started
/// @param wallMillis the machine's wall clock when it was made, to a tenth of a second
record Frames(List<Long> number, List<Long> wallMillis) {
    static final int WIDTH = 320;
    static final int HEIGHT = 240;

    /// The brightness of all pixels of all its frames, decoded in order.
    static byte[] gray(Path clip) throws IOException {
        Process process = new ProcessBuilder(
                        "/usr/bin/ffmpeg",
                        "-nostdin",
                        "-v",
                        "error",
                        "-xerror",
                        "-i",
                        clip.toString(),
                        "-f",
                        "rawvideo",
                        "-pix_fmt",
                        "gray",
                        "-vsync",
                        "passthrough",
                        "pipe:1")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return process.getInputStream().readAllBytes();
    }

    static Frames of(Path clip) throws IOException {
        byte[] all = gray(clip);
        int size = WIDTH * HEIGHT;
        long span = 100L << TestPattern.BITS;
        long now = System.currentTimeMillis();
        List<Long> number = new ArrayList<>();
        List<Long> wall = new ArrayList<>();
        for (int at = 0; at + size <= all.length; at += size) {
            byte[] frame = Arrays.copyOfRange(all, at, at + size);
            number.add(TestPattern.read(frame, WIDTH, HEIGHT, false));
            long tenths = TestPattern.read(frame, WIDTH, HEIGHT, true);
            // The newest moment with these last digits.
            long base = now - Math.floorMod(now, span);
            long moment = base + tenths * 100;
            wall.add(moment > now + 1_000 ? moment - span : moment);
        }
        return new Frames(number, wall);
    }

    int count() {
        return number.size();
    }
}

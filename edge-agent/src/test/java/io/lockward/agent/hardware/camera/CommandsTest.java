package io.lockward.agent.hardware.camera;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.agent.hardware.camera.CameraSettings.Mask;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class CommandsTest {
    private static final Path OPEN = Path.of("/footage/ring/left/open-0");

    private static List<List<String>> pipeline(CameraSource source, @Nullable String password, Mask... masks) {
        CameraSettings camera = new CameraSettings("left", source, 640, 480, 10, List.of(masks));
        return Commands.record(camera, RecorderSettings.Programs.USUAL, password, OPEN)
                .commands();
    }

    @Test
    void whatANetworkCameraSendsIsCopiedUnlessSomethingIsMasked() {
        CameraSource rtsp = new CameraSource.Rtsp(URI.create("rtsp://10.0.0.5/stream1"), null);
        List<String> plain = pipeline(rtsp, null).getFirst();
        assertTrue(follows(plain, "-c:v", "copy"), plain.toString());
        List<String> masked = pipeline(rtsp, null, new Mask(200, 80, 10, 20)).getFirst();
        assertTrue(follows(masked, "-c:v", "libx264"), masked.toString());
        assertTrue(
                follows(masked, "-vf", "drawbox=x=10:y=20:w=200:h=80:color=black:t=fill,format=yuv420p"),
                masked.toString());
    }

    @Test
    void soundIsNeverRecordedAndNothingIsReadFromATerminal() {
        for (CameraSource source : List.of(
                new CameraSource.Rtsp(URI.create("rtsp://10.0.0.5/stream1"), null),
                new CameraSource.V4l2(Path.of("/dev/video0")),
                new CameraSource.Rpicam(0),
                new CameraSource.Synthetic())) {
            List<String> ffmpeg = pipeline(source, null).getLast();
            assertTrue(ffmpeg.containsAll(List.of("-an", "-nostdin")), ffmpeg.toString());
        }
        assertEquals(2, pipeline(new CameraSource.Rpicam(0), null).size());
    }

    @Test
    void aPasswordStandsInNoArgumentWhateverIsInItAndReachesNoLog() {
        CameraSource rtsp = new CameraSource.Rtsp(URI.create("rtsp://viewer@10.0.0.5/it's/1"), Path.of("/p"));
        CameraSettings camera = new CameraSettings("left", rtsp, 640, 480, 10, List.of());
        String password = "a b@c:/'$(reboot)\nfile /etc/passwd";
        Pipeline pipeline = Commands.record(camera, RecorderSettings.Programs.USUAL, password, OPEN);
        String escaped = "a%20b%40c%3A%2F%27%24%28reboot%29%0Afile%20%2Fetc%2Fpasswd";
        String url = "rtsp://viewer:" + escaped + "@10.0.0.5/it's/1";
        assertFalse(pipeline.commands().toString().contains("reboot"), pipeline.toString());
        assertFalse(pipeline.commands().toString().contains("viewer"), pipeline.toString());
        assertFalse(pipeline.toString().contains("reboot"), "also not when it is logged");
        assertEquals(
                List.of(
                        "ffconcat version 1.0",
                        "file '" + url.replace("'", "'\\''") + "'",
                        "option rtsp_transport tcp",
                        "option fpsprobesize 0",
                        "option timeout 10000000"),
                String.valueOf(pipeline.told()).lines().toList());
        assertEquals("cannot open rtsp://***@10.0.0.5/it's/1", Commands.withoutSecrets("cannot open " + url));
        assertFalse(Commands.withoutSecrets("x " + url + " y " + url).contains("reboot"));
    }

    @Test
    void aSegmentIsItsNameAndWhatIsNoNameIsNoSegment() {
        Segment segment = new Segment(1_700_000_000L, 17, 123_456, 125_456, 1_790_000_000_000L, -12, 488_192);
        assertEquals(segment, Segment.of(segment.name()));
        for (String bad : List.of(
                "",
                "a.ts",
                "1_1_5_4_0_0_9.ts",
                "1_1_4_5_0_0.ts",
                "../1_1_4_5_0_0_9.ts",
                "1_1_4_5_0_0_9.ts.part",
                "1_1_4_5_0_0_99999999999999999999.ts")) {
            assertNull(Segment.of(bad), bad);
        }
    }

    @Test
    void holesAndWhatTheFileLacksAreMissing() {
        List<Segment> segments = List.of(segment(0, 2_000), segment(2_010, 4_000), segment(9_000, 11_000));
        assertEquals(5_000, Cutter.gapMillis(segments, 5_990));
        assertEquals(7_000, Cutter.gapMillis(segments, 3_990));
        assertEquals(0, Cutter.gapMillis(segments.subList(0, 2), 3_990));
    }

    @Test
    void thePicturesClockIsTiedToTheEarliestTelling() {
        SegmentClock clock = new SegmentClock();
        assertEquals(1_500, clock.told(3_500, 2_000));
        assertEquals(1_200, clock.told(5_200, 4_000));
        assertEquals(1_200, clock.told(9_000, 6_000));
    }

    private static Segment segment(long from, long to) {
        return new Segment(1, 1, from, to, to, 0, 188);
    }

    private static boolean follows(List<String> arguments, String option, String value) {
        int at = arguments.indexOf(option);
        return at >= 0 && arguments.get(at + 1).equals(value);
    }
}

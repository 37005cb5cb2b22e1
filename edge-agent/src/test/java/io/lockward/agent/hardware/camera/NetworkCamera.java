package io.lockward.agent.hardware.camera;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A camera on the network that speaks RTSP, asks for a password, and can be told to freeze or to lose its power. Its
/// pictures are ffmpeg's test pattern as RTP, handed on to whoever plays.
final class NetworkCamera implements AutoCloseable {
    private final InetAddress here = InetAddress.getLoopbackAddress();
    private final String authorization;
    private final ServerSocket server;
    private final DatagramSocket pictures;
    private final Process lens;
    private final String description;
    private final List<Socket> viewers = new CopyOnWriteArrayList<>();
    private volatile @Nullable OutputStream player;
    private volatile boolean frozen;
    private volatile boolean dark;

    NetworkCamera(String user, String password) throws IOException {
        authorization =
                "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        server = new ServerSocket(0, 8, here);
        pictures = new DatagramSocket(new InetSocketAddress(here, 0));
        // The reports that come beside the pictures go nowhere: this camera needs none.
        lens = new ProcessBuilder(lens(
                        "-f",
                        "rtp",
                        "-sdp_file",
                        "/dev/stdout",
                        "rtp://127.0.0.1:" + pictures.getLocalPort() + "?pkt_size=1200"))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        description = describe(lens);
        Thread.ofPlatform().daemon().name("test-camera").start(this::serve);
        Thread.ofPlatform().daemon().name("test-pictures").start(this::film);
    }

    /// ffmpeg with the test pattern, written wherever these arguments say.
    static List<String> lens(String... to) {
        CameraSettings camera =
                new CameraSettings("lens", new CameraSource.Synthetic(), Frames.WIDTH, Frames.HEIGHT, 5, List.of());
        List<String> record = Commands.record(camera, RecorderSettings.Programs.USUAL, null, Path.of("/nowhere"))
                .commands()
                .getFirst();
        List<String> command = new ArrayList<>(record.subList(0, record.indexOf("segment") - 1));
        command.addAll(List.of(to));
        return command;
    }

    /// A program for `/bin/sh` that stands in the place of `rpicam-vid`.
    static Path program(Path folder, String does) throws IOException {
        Path program = Files.writeString(folder.resolve("rpicam-vid"), "#!/bin/sh\n" + does + "\n");
        if (!program.toFile().setExecutable(true)) {
            throw new IOException(program + " cannot be run");
        }
        return program;
    }

    /// A command as a shell reads it.
    static String words(List<String> command) {
        return command.stream()
                .map(word -> "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
    }

    /// What the lens says of its pictures, for whoever asks the camera.
    private static String describe(Process lens) throws IOException {
        BufferedReader said = new BufferedReader(new InputStreamReader(lens.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder text = new StringBuilder();
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            if (!line.startsWith("SDP:")) {
                text.append(line.startsWith("m=") ? line.replaceFirst("m=video \\d+", "m=video 0") : line)
                        .append("\r\n");
            }
            if (line.startsWith("a=fmtp")) {
                return text.append("a=control:track\r\n").toString();
            }
        }
        throw new IOException("the lens says nothing");
    }

    URI url(String user) {
        return URI.create("rtsp://" + user + "@127.0.0.1:" + server.getLocalPort() + "/stream1");
    }

    /// No more pictures, and the line stays open: what a camera does that hangs.
    void freeze() {
        frozen = true;
    }

    void thaw() {
        frozen = false;
    }

    /// Its power is gone: lines break, nobody gets in.
    void loseItsPower() throws IOException {
        dark = true;
        player = null;
        for (Socket viewer : viewers) {
            viewer.close();
        }
    }

    void getItsPowerBack() {
        dark = false;
    }

    @Override
    public void close() throws IOException {
        loseItsPower();
        server.close();
        lens.destroyForcibly();
        pictures.close();
    }

    private void serve() {
        while (!server.isClosed()) {
            try {
                Socket viewer = server.accept();
                if (dark) {
                    viewer.close();
                    continue;
                }
                viewers.add(viewer);
                Thread.ofPlatform().daemon().name("test-viewer").start(() -> {
                    try (viewer) {
                        talk(viewer);
                    } catch (IOException _) {
                        // It went away.
                    }
                });
            } catch (IOException _) {
                // Closed: the loop ends.
            }
        }
    }

    private void talk(Socket viewer) throws IOException {
        BufferedReader asks =
                new BufferedReader(new InputStreamReader(viewer.getInputStream(), StandardCharsets.UTF_8));
        OutputStream out = viewer.getOutputStream();
        String request = "";
        String number = "0";
        boolean known = false;
        for (String line = asks.readLine(); line != null; line = asks.readLine()) {
            if (request.isEmpty()) {
                request = line;
            } else if (line.startsWith("CSeq:")) {
                number = line.substring(5).strip();
            } else if (line.startsWith("Authorization:")) {
                known = line.substring(14).strip().equals(authorization);
            } else if (line.isEmpty()) {
                synchronized (this) {
                    out.write(answer(request, number, known).getBytes(StandardCharsets.UTF_8));
                    out.flush();
                    player = known && request.startsWith("PLAY") ? out : player;
                }
                request = "";
                known = false;
            }
        }
    }

    private String answer(String request, String number, boolean known) {
        String head = "RTSP/1.0 200 OK\r\nCSeq: " + number + "\r\nSession: 1\r\n";
        if (request.startsWith("OPTIONS")) {
            return head + "Public: OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN\r\n\r\n";
        }
        if (!known) {
            return "RTSP/1.0 401 Unauthorized\r\nCSeq: " + number
                    + "\r\nWWW-Authenticate: Basic realm=\"camera\"\r\n\r\n";
        }
        if (request.startsWith("DESCRIBE")) {
            return head + "Content-Type: application/sdp\r\nContent-Length: " + description.length() + "\r\n\r\n"
                    + description;
        }
        return request.startsWith("SETUP")
                ? head + "Transport: RTP/AVP/TCP;unicast;interleaved=0-1\r\n\r\n"
                : head + "\r\n";
    }

    /// Hands the lens's packets on, each with its channel and length before it.
    private void film() {
        byte[] packet = new byte[2_000];
        while (!pictures.isClosed()) {
            try {
                DatagramPacket one = new DatagramPacket(packet, 4, packet.length - 4);
                pictures.receive(one);
                packet[0] = '$';
                packet[1] = 0;
                packet[2] = (byte) (one.getLength() >> 8);
                packet[3] = (byte) one.getLength();
                synchronized (this) {
                    OutputStream to = player;
                    if (to != null && !frozen) {
                        to.write(packet, 0, 4 + one.getLength());
                        to.flush();
                    }
                }
            } catch (IOException _) {
                player = null;
            }
        }
    }
}

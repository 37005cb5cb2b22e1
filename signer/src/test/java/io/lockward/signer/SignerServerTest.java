package io.lockward.signer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.protocol.key.SigningKey;
import io.lockward.protocol.signer.SignAnswer;
import io.lockward.protocol.signer.SignRefusal;
import io.lockward.protocol.signer.SignRequest;
import io.lockward.protocol.wire.Decoded;
import io.lockward.protocol.wire.JwkText;
import io.lockward.protocol.wire.SignerWire;
import io.lockward.signer.audit.AuditLog;
import io.lockward.signer.rules.SigningLimits;
import io.lockward.signer.rules.SigningRules;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The real socket, in this process.
@Timeout(30)
final class SignerServerTest {
    private static final SigningKey KEY = JwkText.generate(Asked.KID);

    @TempDir
    Path folder = Path.of("");

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable one : open.reversed()) {
            one.close();
        }
    }

    private Path socket() {
        return folder.resolve("sign.sock");
    }

    private SignerServer start(String user, int connections, Duration idle, Duration unfinished) throws IOException {
        AuditLog audit = AuditLog.open(
                folder.resolve("audit.ndjson"),
                new AuditLog.Bounds(1 << 20, 2),
                InstantSource.system(),
                SigningRules.WINDOW);
        open.add(audit);
        Signer signer = new Signer(
                Map.of(Asked.KID, KEY),
                new SigningRules(Map.of(), SigningLimits.DEFAULT),
                Vouching.ofSignatureOnly(),
                audit,
                System::nanoTime,
                InstantSource.system());
        UserPrincipal allowed =
                FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName(user);
        SignerServer server = SignerServer.start(
                new SignerServer.Doorway(socket(), Set.of(allowed), connections, idle, unfinished),
                signer,
                System::nanoTime);
        open.add(server);
        return server;
    }

    private void start() throws IOException {
        start(System.getProperty("user.name"), 4, Duration.ofMinutes(1), Duration.ofSeconds(10));
    }

    private final class Client implements AutoCloseable {
        private final SocketChannel channel;
        private final InputStream in;

        Client() throws IOException {
            channel = SocketChannel.open(UnixDomainSocketAddress.of(socket()));
            in = Channels.newInputStream(channel);
        }

        void send(byte[] bytes) throws IOException {
            ByteBuffer out = ByteBuffer.wrap(bytes);
            while (out.hasRemaining()) {
                channel.write(out);
            }
        }

        SignAnswer ask(SignRequest request) throws IOException {
            send(SignerWire.encode(request));
            return answer();
        }

        SignAnswer answer() throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int b = in.read(); b != '\n'; b = in.read()) {
                if (b < 0) {
                    throw new IOException("closed");
                }
                line.write(b);
            }
            return assertInstanceOf(Decoded.Ok.class, SignerWire.answer(line.toByteArray()))
                                    .value()
                            instanceof SignAnswer answer
                    ? answer
                    : new SignAnswer.Keys(List.of());
        }

        boolean isClosedByServer() throws IOException {
            return in.read() < 0;
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    @Test
    void signsOverItsSocketManyOnOneConnection() throws IOException {
        start();
        try (Client client = new Client()) {
            for (int i = 0; i < 20; i++) {
                assertInstanceOf(SignAnswer.Signed.class, client.ask(Asked.reboot("bank-" + i, "ana")));
            }
            assertEquals(
                    new SignAnswer.Keys(List.of(new SignAnswer.PublicKey(Asked.KID, KEY.verifyingKey()))),
                    client.ask(new SignRequest.Keys()));
            assertEquals(
                    20,
                    assertInstanceOf(SignAnswer.Health.class, client.ask(new SignRequest.Health()))
                            .signed());
        }
    }

    @Test
    void theSocketIsForItsUserAndGroup() throws IOException {
        start();
        assertEquals("rw-rw----", PosixFilePermissions.toString(Files.getPosixFilePermissions(socket())));
    }

    @Test
    void anotherUserIsNotLetIn() throws IOException {
        start("nobody", 4, Duration.ofMinutes(1), Duration.ofSeconds(10));
        try (Client client = new Client()) {
            assertEquals(
                    SignRefusal.NOT_ALLOWED,
                    assertInstanceOf(SignAnswer.Refused.class, client.answer()).reason());
            assertTrue(client.isClosedByServer());
        }
    }

    @Test
    void oneConnectionTooManyIsToldSo() throws IOException {
        start(System.getProperty("user.name"), 2, Duration.ofMinutes(1), Duration.ofSeconds(10));
        try (Client first = new Client();
                Client second = new Client()) {
            first.ask(new SignRequest.Keys());
            second.ask(new SignRequest.Keys());
            try (Client third = new Client()) {
                assertEquals(
                        SignRefusal.UNAVAILABLE,
                        assertInstanceOf(SignAnswer.Refused.class, third.answer())
                                .reason());
            }
            first.ask(new SignRequest.Keys());
        }
    }

    @Test
    void aLineThatNeverEndsIsCutOff() throws IOException {
        start(System.getProperty("user.name"), 2, Duration.ofMinutes(1), Duration.ofMillis(100));
        try (Client slow = new Client()) {
            slow.send(new byte[] {'{', '"'});
            assertTrue(slow.isClosedByServer());
        }
    }

    @Test
    void aSilentConnectionIsEndedInTheEnd() throws IOException {
        start(System.getProperty("user.name"), 2, Duration.ofMillis(200), Duration.ofMillis(100));
        try (Client silent = new Client()) {
            assertTrue(silent.isClosedByServer());
        }
    }

    @Test
    void tooLongALineEndsTheConnection() throws IOException {
        start();
        try (Client client = new Client()) {
            client.send("x".repeat(SignerWire.MOST_REQUEST_BYTES + 1).getBytes(StandardCharsets.US_ASCII));
            assertEquals(
                    SignRefusal.MALFORMED,
                    assertInstanceOf(SignAnswer.Refused.class, client.answer()).reason());
            assertTrue(client.isClosedByServer());
        }
    }

    @Test
    void linesInPiecesAndManyAtOnceAreAllAnswered() throws IOException {
        start();
        try (Client client = new Client()) {
            byte[] line = SignerWire.encode(Asked.reboot("harbour-7", "ana"));
            for (byte b : line) {
                client.send(new byte[] {b});
            }
            assertInstanceOf(SignAnswer.Signed.class, client.answer());
            ByteArrayOutputStream three = new ByteArrayOutputStream();
            for (int i = 0; i < 3; i++) {
                three.writeBytes(line);
            }
            client.send(three.toByteArray());
            for (int i = 0; i < 3; i++) {
                assertInstanceOf(SignAnswer.Signed.class, client.answer());
            }
        }
    }

    @Test
    void hostileLinesAreAnsweredOneByOne_seed3() throws IOException {
        start();
        Random random = new Random(3);
        byte[] good = SignerWire.encode(Asked.reboot("harbour-7", "ana"));
        int refused = 0;
        try (Client client = new Client()) {
            for (int i = 0; i < 2_000; i++) {
                byte[] line = good.clone();
                for (int flips = 0; flips < 3; flips++) {
                    byte b = (byte) random.nextInt(256);
                    line[random.nextInt(line.length - 1)] = b == '\n' ? 0 : b;
                }
                client.send(line);
                refused += client.answer() instanceof SignAnswer.Refused ? 1 : 0;
            }
            assertInstanceOf(SignAnswer.Keys.class, client.ask(new SignRequest.Keys()));
        }
        assertTrue(refused > 1_500, refused + " refused");
    }

    @Test
    void aSocketLeftByACrashIsReplacedAndALiveOneIsNot() throws IOException {
        try (var left = java.nio.channels.ServerSocketChannel.open(java.net.StandardProtocolFamily.UNIX)) {
            left.bind(UnixDomainSocketAddress.of(socket()));
        }
        start();
        try (Client client = new Client()) {
            client.ask(new SignRequest.Keys());
        }
        assertThrows(IOException.class, this::start);
    }
}

package io.lockward.signer;

import io.lockward.protocol.signer.SignAnswer;
import io.lockward.protocol.signer.SignRefusal;
import io.lockward.protocol.signer.SignRequest;
import io.lockward.protocol.wire.Decoded;
import io.lockward.protocol.wire.SignerWire;
import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Listens on a UNIX domain socket: only users that are let in, bounded connections, one request after the other on
/// each, one virtual thread each.
public final class SignerServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SignerServer.class);
    private static final String MODE = "rw-rw----";

    /// @param allowed the users whose processes may ask
    /// @param connections at a time, 1 to 256
    /// @param idle a connection that says nothing for so long is closed
    /// @param unfinished a line, or its answer, that takes longer ends the connection
    public record Doorway(
            Path socket, Set<UserPrincipal> allowed, int connections, Duration idle, Duration unfinished) {
        public Doorway {
            allowed = Set.copyOf(allowed);
            if (connections < 1 || connections > 256) {
                throw new IllegalArgumentException("1 to 256 connections");
            }
        }
    }

    private final Doorway doorway;
    private final Signer signer;
    private final LongSupplier nanoTime;
    private final ServerSocketChannel server;
    private final Set<Connection> open = ConcurrentHashMap.newKeySet();

    private SignerServer(Doorway doorway, Signer signer, LongSupplier nanoTime, ServerSocketChannel server) {
        this.doorway = doorway;
        this.signer = signer;
        this.nanoTime = nanoTime;
        this.server = server;
    }

    /// Starts listening. A socket file that nobody listens on any more is replaced.
    ///
    /// @throws IOException when somebody listens there, or it cannot be made
    public static SignerServer start(Doorway doorway, Signer signer, LongSupplier nanoTime) throws IOException {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(doorway.socket());
        clear(address);
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.bind(address);
            Files.setPosixFilePermissions(doorway.socket(), PosixFilePermissions.fromString(MODE));
        } catch (IOException e) {
            channel.close();
            throw new IOException("cannot listen on " + doorway.socket() + ": " + e.getMessage(), e);
        }
        SignerServer started = new SignerServer(doorway, signer, nanoTime, channel);
        Thread.ofPlatform().name("accept").start(started::accept);
        Thread.ofPlatform().name("sweep").daemon().start(started::sweep);
        return started;
    }

    private static void clear(UnixDomainSocketAddress address) throws IOException {
        if (!Files.exists(address.getPath())) {
            return;
        }
        try (SocketChannel _ = SocketChannel.open(address)) {
            throw new IOException("somebody listens on " + address + " already: another signer runs");
        } catch (ConnectException _) {
            Files.delete(address.getPath());
        }
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                SocketChannel channel = server.accept();
                Thread.ofVirtual().name("connection").start(() -> serve(channel));
            } catch (IOException e) {
                if (server.isOpen()) {
                    LOG.atError().setCause(e).log("cannot accept connections");
                    // out of file descriptors, most likely: others end meanwhile
                    LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
                }
            }
        }
    }

    private void serve(SocketChannel channel) {
        try (Connection connection = new Connection(channel)) {
            UnixDomainPrincipal peer = channel.getOption(ExtendedSocketOptions.SO_PEERCRED);
            if (!doorway.allowed().contains(peer.user())) {
                LOG.atWarn().addKeyValue("user", peer.user().getName()).log("not let in");
                connection.write(new SignAnswer.Refused(SignRefusal.NOT_ALLOWED, "this user may not ask"));
                return;
            }
            open.add(connection);
            if (open.size() > doorway.connections()) {
                connection.write(new SignAnswer.Refused(SignRefusal.UNAVAILABLE, "too many connections"));
                return;
            }
            connection.converse("user:" + peer.user().getName());
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("a connection ended");
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("a connection failed");
        }
    }

    /// Ends connections that are over their time.
    private void sweep() {
        long pace = Math.clamp(doorway.unfinished().toNanos() / 4, 10_000_000L, 500_000_000L);
        while (server.isOpen()) {
            LockSupport.parkNanos(pace);
            long now = nanoTime.getAsLong();
            open.forEach(connection -> {
                if (now - connection.deadlineNanos >= 0) {
                    connection.close();
                }
            });
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            Files.deleteIfExists(doorway.socket());
        } catch (IOException e) {
            LOG.atWarn().setCause(e).log("the socket could not be taken away");
        }
        open.forEach(Connection::close);
    }

    private final class Connection implements AutoCloseable {
        private final SocketChannel channel;
        private final ByteBuffer in = ByteBuffer.allocate(SignerWire.MOST_REQUEST_BYTES + 1);
        private volatile long deadlineNanos;
        private int looked;

        Connection(SocketChannel channel) {
            this.channel = channel;
            this.deadlineNanos = nanoTime.getAsLong() + doorway.idle().toNanos();
        }

        void converse(String peer) throws IOException {
            while (true) {
                int end = lineEnd();
                if (end >= 0) {
                    byte[] line = new byte[end];
                    in.flip();
                    in.get(line).get();
                    in.compact();
                    deadlineNanos = nanoTime.getAsLong() + doorway.unfinished().toNanos();
                    write(answer(line, peer));
                    deadlineNanos = nanoTime.getAsLong() + doorway.idle().toNanos();
                } else if (!in.hasRemaining()) {
                    write(signer.malformed("a line has at most " + SignerWire.MOST_REQUEST_BYTES + " bytes", peer));
                    return;
                } else {
                    boolean first = in.position() == 0;
                    if (channel.read(in) < 0) {
                        return;
                    }
                    if (first) {
                        deadlineNanos =
                                nanoTime.getAsLong() + doorway.unfinished().toNanos();
                    }
                }
            }
        }

        private SignAnswer answer(byte[] line, String peer) {
            return switch (SignerWire.request(line)) {
                case Decoded.Ok<SignRequest>(SignRequest request) -> signer.answer(request, peer);
                case Decoded.Rejected<SignRequest>(Decoded.Reason _, String detail) -> signer.malformed(detail, peer);
            };
        }

        private int lineEnd() {
            for (; looked < in.position(); looked++) {
                if (in.get(looked) == '\n') {
                    int end = looked;
                    looked = 0;
                    return end;
                }
            }
            return -1;
        }

        void write(SignAnswer answer) throws IOException {
            ByteBuffer out = ByteBuffer.wrap(SignerWire.encode(answer));
            while (out.hasRemaining()) {
                channel.write(out);
            }
        }

        @Override
        public void close() {
            open.remove(this);
            try {
                channel.close();
            } catch (IOException e) {
                LOG.atDebug().setCause(e).log("closing a connection");
            }
        }
    }
}

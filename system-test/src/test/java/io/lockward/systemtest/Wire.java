package io.lockward.systemtest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Supplier;

/// A wire between the cloud service and one of its neighbours. It passes whole messages, and somebody is asked before
/// each. Thread rule: two threads for each connection.
final class Wire implements AutoCloseable {
    /// Where messages end.
    interface Framing {
        /// Size of the whole message that begins at `at`; 0 while it is not whole.
        int size(byte[] bytes, int at);
    }

    /// One connection's conversation. Two threads call it, one for each way.
    interface Talk {
        /// Before a message of the service goes out.
        ///
        /// @return false to let neither this one nor any later one pass
        boolean out(byte[] message);

        /// Before a message reaches the service.
        ///
        /// @return as above
        boolean in(byte[] message);
    }

    /// @param out fresh for each connection, as is `in`
    record Language(Supplier<Framing> out, Supplier<Framing> in) {
        static final Language MQTT = new Language(() -> MqttTap::packet, () -> MqttTap::packet);
        static final Language LINES = new Language(() -> Wire::line, () -> Wire::line);
        static final Language POSTGRESQL = new Language(Frontend::new, () -> Wire::typed);
    }

    private final ServerSocketChannel listener;
    private final SocketAddress target;
    private final Language language;
    private final Supplier<Talk> talks;

    private Wire(SocketAddress here, SocketAddress target, Language language, Supplier<Talk> talks) {
        this.target = target;
        this.language = language;
        this.talks = talks;
        try {
            listener = here instanceof UnixDomainSocketAddress
                    ? ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                    : ServerSocketChannel.open();
            listener.bind(here);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofPlatform().daemon().name("wire").start(this::accept);
    }

    /// On a free port of loopback, to another port there.
    static Wire tcp(int targetPort, Language language, Supplier<Talk> talks) {
        InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
        return new Wire(
                new InetSocketAddress(loopback, 0), new InetSocketAddress(loopback, targetPort), language, talks);
    }

    static Wire unix(Path here, Path target, Language language, Supplier<Talk> talks) {
        return new Wire(UnixDomainSocketAddress.of(here), UnixDomainSocketAddress.of(target), language, talks);
    }

    int port() {
        return listener.socket().getLocalPort();
    }

    /// Of one that is no port.
    Path path() {
        try {
            return ((UnixDomainSocketAddress) listener.getLocalAddress()).getPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private void accept() {
        while (listener.isOpen()) {
            try {
                SocketChannel near = listener.accept();
                SocketChannel far;
                try {
                    far = SocketChannel.open(target);
                } catch (IOException e) {
                    near.close();
                    throw e;
                }
                Talk talk = talks.get();
                Framing out = language.out.get();
                Framing in = language.in.get();
                Thread.ofPlatform().daemon().name("wire-out").start(() -> pump(near, far, out, talk::out));
                Thread.ofPlatform().daemon().name("wire-in").start(() -> pump(far, near, in, talk::in));
            } catch (IOException _) {
                // This connection failed, or the wire is closed; the loop's condition tells.
            }
        }
    }

    private interface Passing {
        boolean passes(byte[] message);
    }

    private static void pump(SocketChannel from, SocketChannel to, Framing framing, Passing passing) {
        ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
        byte[] held = {};
        try (from;
                to) {
            while (from.read(buffer) >= 0) {
                buffer.flip();
                int before = held.length;
                held = Arrays.copyOf(held, before + buffer.remaining());
                buffer.get(held, before, held.length - before);
                buffer.clear();
                int at = 0;
                for (int size = framing.size(held, at); size > 0; size = framing.size(held, at)) {
                    byte[] message = Arrays.copyOfRange(held, at, at + size);
                    if (!passing.passes(message)) {
                        return;
                    }
                    ByteBuffer whole = ByteBuffer.wrap(message);
                    while (whole.hasRemaining()) {
                        to.write(whole);
                    }
                    at += size;
                }
                held = Arrays.copyOfRange(held, at, held.length);
            }
        } catch (IOException _) {
            // One end is gone; the other learns of it by the close.
        }
    }

    private static int line(byte[] bytes, int at) {
        for (int i = at; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                return i + 1 - at;
            }
        }
        return 0;
    }

    /// PostgreSQL: a letter, then a length that counts itself.
    private static int typed(byte[] bytes, int at) {
        return sized(bytes, at, 1);
    }

    private static int sized(byte[] bytes, int at, int letters) {
        if (bytes.length - at < letters + 4) {
            return 0;
        }
        int size = letters + ByteBuffer.wrap(bytes).getInt(at + letters);
        return bytes.length - at >= size ? size : 0;
    }

    /// The first message of a client, and only that one, comes without a letter.
    private static final class Frontend implements Framing {
        private boolean started;

        @Override
        public int size(byte[] bytes, int at) {
            int size = sized(bytes, at, started ? 1 : 0);
            started |= size > 0;
            return size;
        }
    }
}

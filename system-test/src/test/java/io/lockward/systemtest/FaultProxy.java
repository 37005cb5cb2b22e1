package io.lockward.systemtest;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// A network between a bank and the broker that can be bad. Thread rule: any thread.
final class FaultProxy implements AutoCloseable {
    /// How the network is.
    enum Network {
        /// As on a good day.
        GOOD,
        /// Every packet takes its time.
        SLOW,
        /// Everything sent vanishes, and nobody is told. Connections that saw this never recover.
        HALF_OPEN,
        /// New connections are closed at once.
        REFUSED
    }

    private static final Duration DELAY = Duration.ofMillis(250);

    private final ServerSocket listener;
    private final InetSocketAddress target;
    private final Set<Pair> pairs = ConcurrentHashMap.newKeySet();
    private final MqttTap.Captured captured = new MqttTap.Captured();
    private final AtomicLong carried = new AtomicLong();
    private volatile Network network = Network.GOOD;

    FaultProxy(int targetPort) {
        InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
        target = new InetSocketAddress(loopback, targetPort);
        try {
            listener = new ServerSocket(0, 64, loopback);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().name("proxy").start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    void network(Network now) {
        network = now;
        if (now == Network.HALF_OPEN) {
            pairs.forEach(pair -> pair.swallowing = true);
        }
    }

    /// Ends every connection with a FIN.
    void cut() {
        pairs.forEach(pair -> pair.close(false));
    }

    /// Ends every connection with a reset.
    void reset() {
        pairs.forEach(pair -> pair.close(true));
    }

    /// Bytes carried so far, both ways.
    long carried() {
        return carried.get();
    }

    /// Messages seen passing.
    MqttTap.Captured captured() {
        return captured;
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException _) {
            // It is closed one way or the other.
        }
        cut();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket near = listener.accept();
                if (network == Network.REFUSED) {
                    near.close();
                } else {
                    open(near);
                }
            } catch (IOException _) {
                // This connection failed, or the proxy is closed; the loop's condition tells.
            }
        }
    }

    private void open(Socket near) throws IOException {
        Socket far = new Socket();
        Pair pair = new Pair(near, far);
        pair.swallowing = network == Network.HALF_OPEN;
        if (!pair.swallowing) {
            try {
                far.connect(target, 2_000);
                near.setTcpNoDelay(true);
                far.setTcpNoDelay(true);
            } catch (IOException e) {
                near.close();
                throw e;
            }
        }
        pairs.add(pair);
        Thread.ofVirtual().start(() -> pump(pair, near, far));
        if (far.isConnected()) {
            Thread.ofVirtual().start(() -> pump(pair, far, near));
        }
    }

    private void pump(Pair pair, Socket from, Socket to) {
        byte[] buffer = new byte[64 * 1024];
        MqttTap tap = new MqttTap(captured);
        try {
            InputStream in = from.getInputStream();
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                if (pair.swallowing) {
                    continue;
                }
                if (network == Network.SLOW) {
                    Await.pass(DELAY);
                }
                OutputStream out = to.getOutputStream();
                out.write(buffer, 0, length);
                out.flush();
                carried.addAndGet(length);
                tap.pass(buffer, length);
            }
        } catch (IOException _) {
            // One end is gone; the other learns of it below.
        } finally {
            pair.close(false);
            pairs.remove(pair);
        }
    }

    private static final class Pair {
        private final Socket near;
        private final Socket far;
        private volatile boolean swallowing;

        Pair(Socket near, Socket far) {
            this.near = near;
            this.far = far;
        }

        void close(boolean reset) {
            end(near, reset);
            end(far, reset);
        }

        private static void end(Socket socket, boolean reset) {
            try {
                if (reset && !socket.isClosed()) {
                    socket.setSoLinger(true, 0);
                }
                socket.close();
            } catch (IOException _) {
                // Already gone.
            }
        }
    }
}

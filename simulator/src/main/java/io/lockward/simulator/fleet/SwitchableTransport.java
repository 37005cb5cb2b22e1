package io.lockward.simulator.fleet;

import io.lockward.agent.link.ConnectOptions;
import io.lockward.agent.link.Transport;
import java.util.ArrayList;
import java.util.List;

/// A bank's way to the broker that can be cut. Thread rule: any thread.
final class SwitchableTransport implements Transport {
    private final Transport real;
    private final List<Connection> connections = new ArrayList<>();
    private boolean cut;

    SwitchableTransport(Transport real) {
        this.real = real;
    }

    @Override
    public Connection connect(ConnectOptions options, Listener listener) {
        synchronized (this) {
            if (!cut) {
                connections.clear();
                Connection connection = real.connect(options, listener);
                connections.add(connection);
                return connection;
            }
        }
        listener.closed(Closing.NO_NETWORK, "the simulated network is cut");
        return new Nowhere();
    }

    /// Cuts or mends the network. Cutting ends a connection the way a pulled cable does in the end: without a goodbye.
    void cut(boolean nowCut) {
        synchronized (this) {
            cut = nowCut;
            if (nowCut) {
                connections.forEach(Connection::abandon);
                connections.clear();
            }
        }
    }

    private static final class Nowhere implements Connection {
        @Override
        public void subscribe(List<String> topics) {
            // Goes nowhere.
        }

        @Override
        public void publish(String topic, byte[] payload, int qos, long token) {
            // Goes nowhere.
        }

        @Override
        public void close() {
            // There is nothing to close.
        }

        @Override
        public void abandon() {
            // There is nothing to let go of.
        }
    }
}

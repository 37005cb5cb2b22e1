package io.lockward.agent.link;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/// MQTT over Eclipse Paho's v5 client 1.2.5, which nobody maintains any more but which is small. It is treated as
/// something that may hang at any call (open deadlocks: eclipse-paho/paho.mqtt.java issues 763 and 999): each
/// connection is a client of its own, called from a thread of its own, and thrown away as a whole. No automatic
/// reconnect, no persistence, no topic aliases (issue 1104), QoS 0 and 1 only (issues 994, 1023, 1054).
public final class PahoTransport implements Transport {
    private final String server;
    private final SocketFactory sockets;
    private final NewestSocket newest;

    private PahoTransport(String server, SocketFactory sockets, NewestSocket newest) {
        this.server = server;
        this.sockets = sockets;
        this.newest = newest;
    }

    /// Without TLS: for loopback, tests and demos.
    ///
    /// @param broker such as `tcp://127.0.0.1:1883`
    public static PahoTransport plain(URI broker) {
        if (!"tcp".equals(broker.getScheme())) {
            throw new IllegalArgumentException("a broker without TLS is named tcp://host:port");
        }
        NewestSocket newest = new NewestSocket();
        return new PahoTransport(broker.toString(), NoDelaySockets.plain(newest), newest);
    }

    /// With TLS 1.3; the broker's certificate must name its host.
    ///
    /// @param broker such as `ssl://broker.example:8883`
    /// @param authorities a PEM file with the certificates that may vouch for it
    /// @throws IllegalArgumentException when the file cannot be read as that
    public static PahoTransport tls(URI broker, Path authorities) {
        if (!"ssl".equals(broker.getScheme())) {
            throw new IllegalArgumentException("a broker with TLS is named ssl://host:port");
        }
        try {
            NewestSocket newest = new NewestSocket();
            return new PahoTransport(
                    broker.toString(), NoDelaySockets.tls(NoDelaySockets.trusting(authorities), newest), newest);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException("cannot read certificates from " + authorities, e);
        }
    }

    @Override
    public @Nullable String path() {
        return newest.path();
    }

    @Override
    public Connection connect(ConnectOptions options, Listener listener) {
        PahoConnection connection = new PahoConnection(server, options, listener);
        connection.open(sockets, options, options.password().getBytes(StandardCharsets.UTF_8));
        return connection;
    }
}

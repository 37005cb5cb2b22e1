package io.lockward.agent.link;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/// Sockets with TCP_NODELAY: without it Paho sends 1,000 messages a second instead of 11,000 (research/performance.md).
/// TLS ones speak TLS 1.3 only.
final class NoDelaySockets {
    private NoDelaySockets() {}

    static SocketFactory plain(NewestSocket newest) {
        return new Plain(newest);
    }

    static SSLSocketFactory tls(SSLContext context, NewestSocket newest) {
        return new Tls(context.getSocketFactory(), newest);
    }

    /// @param authorities a PEM file with the certificates that may vouch for the broker
    static SSLContext trusting(Path authorities) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream pem = Files.newInputStream(authorities)) {
            int number = 0;
            for (Certificate authority : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                store.setCertificateEntry("authority-" + number++, authority);
            }
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLSv1.3");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private static Socket tuned(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        if (socket instanceof SSLSocket tls) {
            tls.setEnabledProtocols(new String[] {"TLSv1.3"});
        }
        return socket;
    }

    private static final class Plain extends SocketFactory {
        private final SocketFactory sockets = SocketFactory.getDefault();
        private final NewestSocket newest;

        Plain(NewestSocket newest) {
            this.newest = newest;
        }

        @Override
        public Socket createSocket() throws IOException {
            return newest.noted(tuned(sockets.createSocket()));
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            return newest.noted(tuned(sockets.createSocket(host, port)));
        }

        @Override
        public Socket createSocket(String host, int port, @Nullable InetAddress local, int localPort)
                throws IOException {
            return newest.noted(tuned(sockets.createSocket(host, port, local, localPort)));
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            return newest.noted(tuned(sockets.createSocket(host, port)));
        }

        @Override
        public Socket createSocket(InetAddress host, int port, @Nullable InetAddress local, int localPort)
                throws IOException {
            return newest.noted(tuned(sockets.createSocket(host, port, local, localPort)));
        }
    }

    private static final class Tls extends SSLSocketFactory {
        private final SSLSocketFactory sockets;
        private final NewestSocket newest;

        Tls(SSLSocketFactory sockets, NewestSocket newest) {
            this.sockets = sockets;
            this.newest = newest;
        }

        @Override
        public String[] getDefaultCipherSuites() {
            return sockets.getDefaultCipherSuites();
        }

        @Override
        public String[] getSupportedCipherSuites() {
            return sockets.getSupportedCipherSuites();
        }

        @Override
        public Socket createSocket() throws IOException {
            return newest.noted(tuned(sockets.createSocket()));
        }

        @Override
        public Socket createSocket(Socket socket, String host, int port, boolean autoClose) throws IOException {
            return newest.noted(tuned(sockets.createSocket(socket, host, port, autoClose)));
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            return newest.noted(tuned(sockets.createSocket(host, port)));
        }

        @Override
        public Socket createSocket(String host, int port, @Nullable InetAddress local, int localPort)
                throws IOException {
            return newest.noted(tuned(sockets.createSocket(host, port, local, localPort)));
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            return newest.noted(tuned(sockets.createSocket(host, port)));
        }

        @Override
        public Socket createSocket(InetAddress host, int port, @Nullable InetAddress local, int localPort)
                throws IOException {
            return newest.noted(tuned(sockets.createSocket(host, port, local, localPort)));
        }
    }
}

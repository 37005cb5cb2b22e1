package io.lockward.agent.link;

import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketException;
import org.jspecify.annotations.Nullable;

/// Remembers the socket of the newest connection, because Paho does not tell which it uses. Any thread.
final class NewestSocket {
    private volatile @Nullable Socket socket;

    Socket noted(Socket made) {
        socket = made;
        return made;
    }

    /// Such as `192.0.2.7 on eth0 to 198.51.100.1:8883`; `null` while it is not connected. Asks nobody for a name.
    @Nullable
    String path() {
        Socket now = socket;
        if (now == null
                || !now.isConnected()
                || now.isClosed()
                || !(now.getRemoteSocketAddress() instanceof InetSocketAddress other)) {
            return null;
        }
        String on = "";
        try {
            NetworkInterface device = NetworkInterface.getByInetAddress(now.getLocalAddress());
            on = device == null ? "" : " on " + device.getName();
        } catch (SocketException _) {
            // The address alone says most of it.
        }
        return now.getLocalAddress().getHostAddress() + on + " to "
                + other.getAddress().getHostAddress() + ":" + other.getPort();
    }
}

package io.lockward.agent.link;

import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Collections;

/// What this machine knows of its own network. Stateless.
final class OwnNetwork {
    private OwnNetwork() {}

    /// Whether any device but loopback is up, has a carrier and an address. True where that cannot be told.
    static boolean isUp() {
        try {
            for (NetworkInterface device : Collections.list(NetworkInterface.getNetworkInterfaces())) {
                if (!device.isLoopback()
                        && device.isUp()
                        && device.getInterfaceAddresses().stream()
                                .anyMatch(one -> !one.getAddress().isLinkLocalAddress())) {
                    return true;
                }
            }
            return false;
        } catch (SocketException _) {
            return true;
        }
    }
}

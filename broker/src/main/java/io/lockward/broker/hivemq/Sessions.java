package io.lockward.broker.hivemq;

import com.hivemq.extension.sdk.api.packets.disconnect.DisconnectReasonCode;
import com.hivemq.extension.sdk.api.services.Services;
import com.hivemq.extension.sdk.api.services.session.ClientService;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// Cuts off the connections of a credential that was taken back. A bank's client id is its name; the cloud's are
/// remembered here. Safe for any thread.
final class Sessions {
    private static final int MOST = 1_000;

    private final Map<String, String> cloudNames = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > MOST;
        }
    };

    void opened(String clientId, String name) {
        synchronized (cloudNames) {
            cloudNames.remove(clientId);
            cloudNames.put(clientId, name);
        }
    }

    /// Disconnects whoever came in by one of these names, without a will.
    void revoke(Set<String> names) {
        ClientService clients = Services.clientService();
        names.forEach(name -> disconnect(clients, name));
        Map<String, String> open;
        synchronized (cloudNames) {
            open = Map.copyOf(cloudNames);
        }
        open.forEach((clientId, name) -> {
            if (names.contains(name)) {
                disconnect(clients, clientId);
            }
        });
    }

    private static void disconnect(ClientService clients, String clientId) {
        var _ = clients.disconnectClient(clientId, false, DisconnectReasonCode.NOT_AUTHORIZED, "credential revoked");
    }
}

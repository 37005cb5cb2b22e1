package io.lockward.broker.hivemq;

import com.hivemq.extension.sdk.api.client.parameter.ConnectionAttributeStore;
import io.lockward.broker.access.Principal;
import io.lockward.broker.access.Role;
import io.lockward.broker.credential.CredentialsFile;
import org.jspecify.annotations.Nullable;

/// Pins the verified principal to its connection. Only [ConnectGate] writes it, after the password was found right.
final class Identity {
    private static final String ROLE = "lockward.role";
    private static final String NAME = "lockward.name";

    private Identity() {}

    static void pin(ConnectionAttributeStore attributes, Principal who) {
        attributes.putAsString(ROLE, who.role().word());
        attributes.putAsString(NAME, who.name());
    }

    static @Nullable Principal of(ConnectionAttributeStore attributes) {
        Role role = attributes.getAsString(ROLE).map(Role::ofWord).orElse(null);
        String name = attributes.getAsString(NAME).orElse(null);
        return role == null || name == null ? null : CredentialsFile.principal(role, name);
    }
}

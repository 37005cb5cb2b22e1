package io.lockward.broker.credential;

import org.jspecify.annotations.Nullable;

/// One CONNECT.
///
/// @param mqttVersion 3, 4 or 5 as on the wire
/// @param credential `null` when the client shows nothing
/// @param address where it comes from, as text
public record Attempt(
        int mqttVersion, String clientId, @Nullable Credential credential, String address) {}

package io.lockward.cloud.http;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;

/// Where a request comes from. Behind a reverse proxy that is trusted (`lockward.http.behind-proxy`) it is what that
/// says; what anybody else says of it changes nothing. Stateless.
public final class Caller {
    /// The longest address there is has 45 characters; a proxy may hand on what is none.
    private static final int LONGEST = 64;

    private Caller() {}

    /// The address, for counting and for the record; 1 to 64 characters, `?` when nothing is known.
    public static String address(HttpServerRequest request) {
        SocketAddress from = request.remoteAddress();
        String address = from == null ? null : from.hostAddress();
        String known = address == null && from != null ? from.host() : address;
        if (known == null || known.isBlank()) {
            return "?";
        }
        return known.length() > LONGEST ? known.substring(0, LONGEST) : known;
    }
}

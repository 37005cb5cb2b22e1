package io.lockward.cloud.access;

import io.lockward.cloud.http.Door;
import io.lockward.cloud.http.Problem;
import io.quarkus.security.credential.TokenCredential;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.Cookie;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Set;

/// Finds the token in a request: an API key as bearer, or a session in the cookie. Whoever brings none is anonymous.
@Singleton
public final class TokenMechanism implements HttpAuthenticationMechanism {
    private static final String BEARER = "Bearer ";
    /// How every JWS begins: `{"` in base64url.
    private static final String JWS = "eyJ";

    private final Door door;

    TokenMechanism(Door door) {
        this.door = door;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager providers) {
        String header = context.request().getHeader("Authorization");
        if (header != null && header.startsWith(BEARER + JWS)) {
            return Uni.createFrom().nullItem(); // a bank's own word, which is read where banks may come
        }
        if (header != null) {
            boolean key = header.startsWith(BEARER + Token.KEY);
            return recognise(key ? header.substring(BEARER.length()) : "", Token.KEY, providers);
        }
        Cookie cookie = context.request().getCookie(Door.COOKIE);
        return cookie == null || !cookie.getValue().startsWith(Token.SESSION)
                ? Uni.createFrom().nullItem()
                : recognise(cookie.getValue(), Token.SESSION, providers);
    }

    private static Uni<SecurityIdentity> recognise(String token, String kind, IdentityProviderManager providers) {
        return providers.authenticate(new TokenAuthenticationRequest(new TokenCredential(token, kind)));
    }

    @Override
    public Uni<Boolean> sendChallenge(RoutingContext context) {
        context.response().putHeader("WWW-Authenticate", "Bearer");
        door.answer(context, Problem.unauthenticated());
        return Uni.createFrom().item(true);
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom().item(new ChallengeData(401, "WWW-Authenticate", "Bearer"));
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of(TokenAuthenticationRequest.class);
    }
}

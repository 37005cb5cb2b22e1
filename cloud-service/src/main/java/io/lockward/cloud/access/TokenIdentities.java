package io.lockward.cloud.access;

import io.lockward.cloud.access.AccessStore.Somebody;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.HexFormat;
import java.util.Set;

/// Tells whose a token is. A session that is over makes its owner anonymous (the sign-in page must still open); a key
/// that is not valid is an error of the program that sent it.
@Singleton
public final class TokenIdentities implements IdentityProvider<TokenAuthenticationRequest> {
    private final Access access;

    TokenIdentities(Access access) {
        this.access = access;
    }

    @Override
    public Class<TokenAuthenticationRequest> getRequestType() {
        return TokenAuthenticationRequest.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(
            TokenAuthenticationRequest request, AuthenticationRequestContext context) {
        return context.runBlocking(
                () -> identity(request.getToken().getToken(), request.getToken().getType()));
    }

    private SecurityIdentity identity(String token, String kind) {
        Somebody somebody = access.recognise(token);
        if (somebody != null) {
            return QuarkusSecurityIdentity.builder()
                    .setPrincipal(new QuarkusPrincipal(somebody.name()))
                    .addRoles(Role.spread(somebody.roles()))
                    .addAttribute(Person.ATTRIBUTE, person(somebody, token))
                    .build();
        }
        if (kind.equals(Token.KEY)) {
            throw new AuthenticationFailedException();
        }
        return QuarkusSecurityIdentity.builder().setAnonymous(true).build();
    }

    private static Person person(Somebody somebody, String token) {
        return new Person(
                somebody.name(),
                String.join(",", somebody.roles()),
                somebody.sites() == null ? null : Set.copyOf(somebody.sites()),
                HexFormat.of().formatHex(Token.hash(token)));
    }
}

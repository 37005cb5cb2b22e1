package io.lockward.cloud.web;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/// The page that checks a package of evidence in the browser: for anybody, without signing in. Its policy lets it
/// send nothing, so that a reader need not believe that it does not. Runs on the event loops; keeps nothing.
@Singleton
public final class VerifyPage {
    static final String DOCUMENT = "/verify.html";

    static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " connect-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    void route(@Observes Router router) {
        router.getWithRegex("/verify|/verify\\.html").order(-1).handler(VerifyPage::show);
    }

    private static void show(RoutingContext context) {
        HttpServerResponse response = context.response();
        context.addHeadersEndHandler(
                _ -> response.headers().set("Content-Security-Policy", POLICY).set("Cache-Control", "no-cache"));
        if (context.normalizedPath().equals(DOCUMENT)) {
            context.next();
        } else {
            context.reroute(DOCUMENT);
        }
    }
}

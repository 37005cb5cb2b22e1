package io.lockward.cloud.web;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/// The page a link to evidence leads to, for people without an account. Runs on the event loops; keeps nothing.
@Singleton
public final class SharePage {
    static final String ADDRESS = "/s/[A-Za-z0-9_-]{43}/?";
    static final String DOCUMENT = "/share.html";

    void route(@Observes Router router) {
        router.getWithRegex(ADDRESS).order(-1).handler(context -> context.reroute(DOCUMENT));
        router.get(DOCUMENT).order(-1).handler(SharePage::keepNowhere);
    }

    /// The address is the secret: it must stay in no cache. A rerouted request forgets what was set before.
    private static void keepNowhere(RoutingContext context) {
        context.addHeadersEndHandler(_ -> context.response().headers().set("Cache-Control", "no-store"));
        context.next();
    }
}

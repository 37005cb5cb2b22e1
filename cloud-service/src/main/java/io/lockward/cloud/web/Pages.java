package io.lockward.cloud.web;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/// Leads every address of the dashboard to its one document; which page to show, the document decides by itself. Runs
/// on the event loops; keeps nothing.
@Singleton
public final class Pages {
    /// The dashboard's own files are asked for anew after a while: a new version of the service must not meet an old
    /// page. What is under `/_static` carries its version in its path.
    private static final String FRESH = "no-cache";

    /// The document of every page.
    static final String DOCUMENT = "/index.html";

    /// Every address of a page.
    static final String ADDRESSES =
            "/|/alarms|/approvals|/keys|/parcels|/parcels/[^/]+|/reconciliation|/cases|/cases/[^/]+|/people|/reports|/reports/[^/]+|/webhooks|/accounts|/sign-in|/banks/[^/]+|/banks/[^/]+/timeline|/banks/[^/]+/bundles/[^/]+|/approvals/[^/]+";

    void route(@Observes Router router) {
        router.getWithRegex(ADDRESSES).order(-1).handler(context -> context.reroute(DOCUMENT));
        router.getWithRegex("/index\\.html|/favicon\\.svg|/(js|css)/.*")
                .order(-1)
                .handler(Pages::askAnew);
        router.getWithRegex("/how-to/[a-z-]+\\.md").order(-1).handler(Pages::asText);
    }

    /// The handbook is shown as the text it is.
    private static void asText(RoutingContext context) {
        context.addHeadersEndHandler(
                _ -> context.response().headers().set("Content-Type", "text/plain; charset=utf-8"));
        context.next();
    }

    private static void askAnew(RoutingContext context) {
        context.addHeadersEndHandler(_ -> context.response().headers().set("Cache-Control", FRESH));
        context.next();
    }
}

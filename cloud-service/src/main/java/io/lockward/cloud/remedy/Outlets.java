package io.lockward.cloud.remedy;

import jakarta.inject.Singleton;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Which bank's power can be cut from here, and how. Any thread.
@Singleton
final class Outlets {
    private final LadderConfig.Outlets config;

    Outlets(LadderConfig config) {
        this.config = config.outlet();
    }

    /// Why a bank's power cannot be cut from here; `null` when it can.
    @Nullable
    String whyNot(String bank, String site) {
        LadderConfig.Webhook way = way(bank, site);
        return way == null
                ? "no outlet is configured for it"
                : HttpOutlet.problem(way.url(), way.tokenFile().isPresent());
    }

    /// `null` when there is none, or none that may be used.
    @Nullable
    Outlet of(String bank, String site) {
        LadderConfig.Webhook way = way(bank, site);
        if (way == null || whyNot(bank, site) != null) {
            return null;
        }
        @Nullable Path token = way.tokenFile().orElse(null);
        @Nullable Path ca = way.caFile().orElse(null);
        return new HttpOutlet(way.url(), token, ca, way.timeout());
    }

    private LadderConfig.@Nullable Webhook way(String bank, String site) {
        LadderConfig.Webhook own = config.bank().get(bank);
        return own != null ? own : config.site().get(site);
    }
}

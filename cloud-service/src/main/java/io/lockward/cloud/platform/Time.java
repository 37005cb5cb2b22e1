package io.lockward.cloud.platform;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/// Where the clock comes from: nobody else reads it.
@ApplicationScoped
public class Time {
    @Produces
    @Singleton
    InstantSource clock() {
        return InstantSource.system();
    }
}

package io.lockward.agent.hardware.pi4j;

import com.pi4j.Pi4J;
import com.pi4j.context.Context;
import com.pi4j.plugin.gpiod.provider.gpio.digital.GpioDDigitalInputProvider;
import com.pi4j.plugin.gpiod.provider.gpio.digital.GpioDDigitalOutputProvider;
import com.pi4j.provider.Provider;

/// Makes the Pi4J context from providers named one by one.
///
/// Never `autoDetect()`: on a board it does not know it loads the mock providers when they are on the class path, and
/// then every lock "opens" with no hardware at all.
public final class Pi4jContext {
    private Pi4jContext() {}

    /// Lines through the kernel's character device, by Pi4J's own native library (armhf and aarch64 only).
    public static Context gpiod() {
        return of(GpioDDigitalOutputProvider.newInstance(), GpioDDigitalInputProvider.newInstance());
    }

    /// Exactly these providers. The context's own shutdown hook stays off: [Pi4jLocks] has one that comes first.
    @SuppressWarnings("rawtypes")
    public static Context of(Provider... providers) {
        return Pi4J.newContextBuilder()
                .noAutoDetect()
                .disableShutdownHook()
                .add(providers)
                .build();
    }
}

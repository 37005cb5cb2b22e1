/// Locks and doors on the kernel's GPIO character device (uAPI v2, Linux 5.10 and later) through Java's foreign
/// function interface: no native library, no dependency.
///
/// Proven by tests here: layouts and request numbers against `<linux/gpio.h>`, and the error paths on real devices
/// that are no GPIO chips. Proven in the hardware lab on a kernel's gpio-sim: requesting and driving lines, debounce,
/// edge events, and finding a chip by label. **Not proven on a board.**
@org.jspecify.annotations.NullMarked
package io.lockward.agent.hardware.gpiochip;

/// Locks and doors on the kernel's GPIO character device (uAPI v2, Linux 5.10 and later) through Java's foreign
/// function interface: no native library, no dependency. The only place that calls the kernel for GPIO.
///
/// Proven by tests here: layouts and request numbers against `<linux/gpio.h>`, and the error paths on real devices
/// that are no GPIO chips. **Not yet proven on a device**: requesting lines, driving them, debounce, edge events and
/// finding a chip by label; that needs a kernel with gpio-sim, or a board.
@org.jspecify.annotations.NullMarked
package io.lockward.agent.hardware.gpiochip;

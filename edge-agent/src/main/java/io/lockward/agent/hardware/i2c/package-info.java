/// I2C buses of the kernel, as the few SMBus transfers that chips here need: what i2c-stub, every adapter and
/// every board can do.
@org.jspecify.annotations.NullMarked
package io.lockward.agent.hardware.i2c;

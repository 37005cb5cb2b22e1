/// UPS HATs of single-board computers: a fuel gauge on I2C, and for some a line that tells that the mains is lost. They
/// know nothing of runtime or load.
@org.jspecify.annotations.NullMarked
package io.lockward.agent.hardware.hat;

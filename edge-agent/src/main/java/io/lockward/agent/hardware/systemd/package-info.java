/// What the service manager is told: that the agent runs, lives and stops. systemd's `sd_notify` protocol by the
/// foreign function interface: no native library, no subprocess (docs/decisions/0009).
@org.jspecify.annotations.NullMarked
package io.lockward.agent.hardware.systemd;

/// Hears the kiosk's heartbeat. The only place with an HTTP server in the agent.
@org.jspecify.annotations.NullMarked
package io.lockward.agent.hardware.kiosk;

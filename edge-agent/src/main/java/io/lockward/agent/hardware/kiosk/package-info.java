/// The bank's own screen: its page, what it asks, and whether it lives. The only place with an HTTP server in the
/// agent.
@org.jspecify.annotations.NullMarked
package io.lockward.agent.hardware.kiosk;

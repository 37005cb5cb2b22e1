/// What the agent can do to the world and see of it: plain ports, and one sub-package of adapters per technology.
/// Nothing here decides anything; rules live in `io.lockward.agent.bank`.
@org.jspecify.annotations.NullMarked
package io.lockward.agent.hardware;

/// The core: what a bank does about what happens to it, as pure functions of state, input and time.
@org.jspecify.annotations.NullMarked
package io.lockward.agent.bank;

/// What a model needs to see of the bank's state that nobody else may.
@org.jspecify.annotations.NullMarked
package io.lockward.agent.bank;

/// What the UPS says and what to make of it. Pure: the rules here may be called from `Bank.decide`.
@org.jspecify.annotations.NullMarked
package io.lockward.agent.bank.power;

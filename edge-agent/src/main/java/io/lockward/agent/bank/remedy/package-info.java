/// What the remedy ladder is made of and what of it outlasts a restart. Pure data.
@org.jspecify.annotations.NullMarked
package io.lockward.agent.bank.remedy;

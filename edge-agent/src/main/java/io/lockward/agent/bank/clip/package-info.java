/// Footage: which spans of time a bank wants pictures of, and what became of each. Pure; the rules that decide
/// are in [io.lockward.agent.bank]. Start at [Clips].
@org.jspecify.annotations.NullMarked
package io.lockward.agent.bank.clip;

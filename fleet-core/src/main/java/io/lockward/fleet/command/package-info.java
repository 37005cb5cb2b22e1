/// Commands from asking to evidence: a fold over facts in any order.
@org.jspecify.annotations.NullMarked
package io.lockward.fleet.command;

/// The life of a command, explored exhaustively: every order of events there is, within bounds.
@org.jspecify.annotations.NullMarked
package io.lockward.simulator.command;

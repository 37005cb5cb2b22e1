/// The command line for people: a client of the HTTP contract, and the demo.
@org.jspecify.annotations.NullMarked
package io.lockward.cli;

/// The edge agent of one bank: its start, its configuration and the one thread that performs what the core decides.
@org.jspecify.annotations.NullMarked
package io.lockward.agent;

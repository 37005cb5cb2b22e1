/// Lockward's programs as child processes, for the demo, the system tests and the measurements.
@org.jspecify.annotations.NullMarked
package io.lockward.launcher;

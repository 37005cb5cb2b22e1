/// Side-by-side measurements with real processes on the loopback. Not part of the default tests.
@org.jspecify.annotations.NullMarked
package io.lockward.bench;

/// A disk in memory whose power can be cut at every step: what was forced stays, and anything may have become of
/// the rest.
@NullMarked
package io.lockward.simulator.disk;

import org.jspecify.annotations.NullMarked;

/// Whether a bank is there.
@org.jspecify.annotations.NullMarked
package io.lockward.fleet.presence;

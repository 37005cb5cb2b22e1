/// Clips: what banks tell of their footage. Pure.
@org.jspecify.annotations.NullMarked
package io.lockward.fleet.clip;

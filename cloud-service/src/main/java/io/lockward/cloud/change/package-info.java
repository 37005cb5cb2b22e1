/// What changed, told to every replica after its commit. A leaf: features tell, the live stream and waiters listen.
@org.jspecify.annotations.NullMarked
package io.lockward.cloud.change;

/// Bytes to messages and back: total on hostile input.
@org.jspecify.annotations.NullMarked
package io.lockward.protocol.wire;

/// Checks an evidence package with nothing but the root's public key.
@org.jspecify.annotations.NullMarked
package io.lockward.protocol.evidence.verify;

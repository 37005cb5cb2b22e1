/// The signer's audit log: lines that hold each other by their hashes.
@org.jspecify.annotations.NullMarked
package io.lockward.signer.audit;

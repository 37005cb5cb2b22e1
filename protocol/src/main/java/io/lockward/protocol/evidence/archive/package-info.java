/// The ZIP file around an evidence package: one canonical form, so that no bit of it goes unchecked.
@org.jspecify.annotations.NullMarked
package io.lockward.protocol.evidence.archive;

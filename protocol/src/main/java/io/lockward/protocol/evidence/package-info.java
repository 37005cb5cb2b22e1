/// What an evidence package says about itself. Its layout is in `archive`, checking it in `verify`;
/// docs/reference/evidence-package.md is the specification.
@org.jspecify.annotations.NullMarked
package io.lockward.protocol.evidence;

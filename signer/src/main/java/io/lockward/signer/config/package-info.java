/// The signer's configuration file.
@org.jspecify.annotations.NullMarked
package io.lockward.signer.config;

/// Keys that live in a PKCS#11 token and never leave it.
@org.jspecify.annotations.NullMarked
package io.lockward.signer.token;

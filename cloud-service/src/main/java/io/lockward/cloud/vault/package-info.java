/// Where footage lies: encrypted objects on a file system or in an S3 bucket, and the keys to them. Entered through
/// Vault, VaultKeys and PieceCipher.
@org.jspecify.annotations.NullMarked
package io.lockward.cloud.vault;

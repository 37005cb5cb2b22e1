/// Who may sign what: Ed25519 keys, and the key set that an offline root vouches for.
@org.jspecify.annotations.NullMarked
package io.lockward.protocol.key;

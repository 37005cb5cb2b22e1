/// What the cloud and the signer, the process that holds the command key, say to each other over a local socket.
@org.jspecify.annotations.NullMarked
package io.lockward.protocol.signer;

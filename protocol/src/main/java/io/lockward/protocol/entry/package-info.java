/// What a journal can say. An entry is the only thing that ever changes what the cloud believes about a bank.
@org.jspecify.annotations.NullMarked
package io.lockward.protocol.entry;

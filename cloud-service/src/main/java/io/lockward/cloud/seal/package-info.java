/// The key that banks seal their secrets to, what is opened with it, and what the service itself locks away with
/// it.
@org.jspecify.annotations.NullMarked
package io.lockward.cloud.seal;

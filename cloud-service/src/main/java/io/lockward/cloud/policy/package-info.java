/// What banks are to have and not only to do: the fleet's key set and each bank's configuration, sent on `desired`
/// until the bank says that it has them. Entered through Policies.
@org.jspecify.annotations.NullMarked
package io.lockward.cloud.policy;

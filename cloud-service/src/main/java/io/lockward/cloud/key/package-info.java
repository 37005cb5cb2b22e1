/// Which keys the fleet trusts, and which of them a bank knows. A leaf. Entered through KeySets.
@org.jspecify.annotations.NullMarked
package io.lockward.cloud.key;

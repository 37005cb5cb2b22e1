/// The remedy ladder as people see it: what banks did to heal themselves and why each is as it is. Entered through
/// Remedies.
@org.jspecify.annotations.NullMarked
package io.lockward.cloud.remedy;

/// The remedy ladder as the fleet sees it: what a bank did to heal itself, and why it is as it is.
@org.jspecify.annotations.NullMarked
package io.lockward.fleet.remedy;

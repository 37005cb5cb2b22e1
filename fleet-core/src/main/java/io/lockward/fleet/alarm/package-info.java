/// Conditions: what they are called, when they open and when they close.
@org.jspecify.annotations.NullMarked
package io.lockward.fleet.alarm;

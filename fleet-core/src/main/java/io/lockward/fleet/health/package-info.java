/// How a bank is, in one sentence.
@org.jspecify.annotations.NullMarked
package io.lockward.fleet.health;

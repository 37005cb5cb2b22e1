/// All of Lockward joined: real processes, killed, cut off and wiped, and a checker that shares no code with them.
@org.jspecify.annotations.NullMarked
package io.lockward.systemtest;

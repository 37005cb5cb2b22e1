/// Linux devices without a library: the few system calls they take, by the foreign function interface.
@org.jspecify.annotations.NullMarked
package io.lockward.agent.hardware.kernel;

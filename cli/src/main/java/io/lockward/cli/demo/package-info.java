/// Lockward on one machine: broker, cloud service and a simulated fleet, each a process of its own.
@org.jspecify.annotations.NullMarked
package io.lockward.cli.demo;

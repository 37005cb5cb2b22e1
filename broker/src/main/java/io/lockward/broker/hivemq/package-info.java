/// The one place that knows HiveMQ: its configuration, its start and stop, and the extension that asks the rules.
@org.jspecify.annotations.NullMarked
package io.lockward.broker.hivemq;

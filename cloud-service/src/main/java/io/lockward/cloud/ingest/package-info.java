/// MQTT in: queue, batch, one transaction, acknowledge after commit.
@org.jspecify.annotations.NullMarked
package io.lockward.cloud.ingest;

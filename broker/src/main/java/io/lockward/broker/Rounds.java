package io.lockward.broker;

import io.lockward.broker.hivemq.EmbeddedBroker;
import io.lockward.broker.hivemq.EmbeddedBroker.Traffic;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/// What the broker reports of itself: one line a minute, a warning for every minute with drops, and the metrics page.
/// Confined to its timer's thread, but for [#page].
final class Rounds {
    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

    private final EmbeddedBroker broker;
    private final Refusals refusals;
    private long droppedBefore;
    private long refusedBefore;

    Rounds(EmbeddedBroker broker, Refusals refusals) {
        this.broker = broker;
        this.refusals = refusals;
    }

    /// Logs the minute that passed.
    void everyMinute() {
        Traffic traffic = broker.traffic();
        Map<String, Long> counts = refusals.snapshot();
        long refused = counts.values().stream().mapToLong(Long::longValue).sum();
        if (traffic.dropped() > droppedBefore) {
            LOG.atWarn()
                    .addKeyValue("dropped", traffic.dropped() - droppedBefore)
                    .addKeyValue("droppedInAll", traffic.dropped())
                    .log("messages dropped: over budget, or a subscriber does not keep up; banks resend their entries");
        }
        LoggingEventBuilder line = refused > refusedBefore ? LOG.atWarn() : LOG.atInfo();
        line = line.addKeyValue("connections", traffic.connections())
                .addKeyValue("received", traffic.received())
                .addKeyValue("sent", traffic.sent())
                .addKeyValue("refused", refused - refusedBefore);
        for (Map.Entry<String, Long> count : counts.entrySet()) {
            line = line.addKeyValue(count.getKey(), count.getValue());
        }
        line.log("carried");
        droppedBefore = traffic.dropped();
        refusedBefore = refused;
    }

    /// The metrics page.
    String page() {
        Traffic traffic = broker.traffic();
        StringBuilder page = new StringBuilder();
        metric(page, "lockward_broker_connections", "gauge", "Clients connected", traffic.connections());
        metric(page, "lockward_broker_received_total", "counter", "Publishes received", traffic.received());
        metric(page, "lockward_broker_sent_total", "counter", "Publishes sent", traffic.sent());
        metric(page, "lockward_broker_dropped_total", "counter", "Publishes dropped", traffic.dropped());
        page.append("# HELP lockward_broker_refusals_total Refusals by reason\n");
        page.append("# TYPE lockward_broker_refusals_total counter\n");
        refusals.snapshot()
                .forEach((reason, count) -> page.append("lockward_broker_refusals_total{reason=\"")
                        .append(reason)
                        .append("\"} ")
                        .append(count)
                        .append('\n'));
        return page.toString();
    }

    private static void metric(StringBuilder page, String name, String type, String help, long value) {
        page.append("# HELP ").append(name).append(' ').append(help).append('\n');
        page.append("# TYPE ").append(name).append(' ').append(type).append('\n');
        page.append(name).append(' ').append(value).append('\n');
    }
}

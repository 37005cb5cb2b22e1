package io.lockward.protocol;

/// The last level of a topic: what is said there, in which direction and how surely.
public enum Channel {
    /// Online, offline, and the will; also the heartbeat.
    PRESENCE("presence", Direction.UP, 1, 2 * 1024),
    /// Runs of journal entries.
    ENTRIES("entries", Direction.UP, 1, 80 * 1024),
    /// Samples that may be lost; never carries an event.
    TELEMETRY("telemetry", Direction.UP, 0, 16 * 1024),
    /// A signed diagnostic bundle, when one was asked for.
    DIAGNOSTICS("diagnostics", Direction.UP, 1, 64 * 1024),
    /// What the cloud has committed; signed, where the key set has a key for it.
    ACK("ack", Direction.DOWN, 1, 512),
    /// One signed command; never retained.
    COMMANDS("commands", Direction.DOWN, 1, 4 * 1024),
    /// The fleet's key set and the bank's configuration, both signed.
    DESIRED("desired", Direction.DOWN, 1, 64 * 1024);

    /// Up: from a bank to the cloud. Down: from the cloud to a bank.
    public enum Direction {
        UP,
        DOWN
    }

    private final String level;
    private final Direction direction;
    private final int qos;
    private final int maxPayloadBytes;

    Channel(String level, Direction direction, int qos, int maxPayloadBytes) {
        this.level = level;
        this.direction = direction;
        this.qos = qos;
        this.maxPayloadBytes = maxPayloadBytes;
    }

    /// The topic level, such as `presence`.
    public String level() {
        return level;
    }

    public Direction direction() {
        return direction;
    }

    /// The MQTT quality of service it is published with, 0 or 1.
    public int qos() {
        return qos;
    }

    /// The largest payload, in bytes, that a broker or a receiver accepts here.
    public int maxPayloadBytes() {
        return maxPayloadBytes;
    }
}

package io.lockward.broker.hivemq;

/// Every limit that differs from HiveMQ CE 2025.5's default, with the reason. The one place for them.
///
/// Sources: `InternalConfigurations` and `config.xsd` of hivemq-community-edition 2025.5 for the defaults; the
/// measurements named were made on two cores with 300-byte messages at QoS 1.
final class Limits {
    /// Messages in flight to one subscriber. Default 50, which is lock-step: 4.4 k msg/s to one plain subscription
    /// with a 5 ms commit before each acknowledgement, against 15.1 k with 2,000. The subscriber's receive maximum
    /// still rules.
    static final int INFLIGHT_TO_CLIENT = 2_000;

    /// QoS 1 publishes in flight from one client (the CONNACK's receive maximum). Default 10, which costs the cloud's
    /// acknowledgements and a draining backlog their window. At 80 KiB a run one bank can hold 20 MiB at most.
    static final int SERVER_RECEIVE_MAXIMUM = 256;

    /// Messages waiting for one client. Default 1,000, and what comes beyond it is dropped although the publisher
    /// gets a success. Harmless here (a bank resends what the cloud has not acknowledged) but slow, so it is raised
    /// for the cloud to a second or so of a full fleet, and every drop is logged as a warning. No larger: 10,000
    /// runs of 64 KiB are 640 MB, and a broker out of memory serves nobody.
    static final int QUEUE_CLOUD = 10_000;

    /// Messages waiting for one bank: an `ack`, a `desired`, a handful of commands. Newer acks replace older ones.
    static final int QUEUE_BANK = 200;

    /// Default 256 MiB. The largest message of the protocol is a run of entries, 80 KiB.
    static final int MAX_PACKET_BYTES = 256 * 1024;

    /// Default unlimited. A session outlives its connection for an hour at most; nothing relies on it at all.
    static final int MAX_SESSION_EXPIRY_SECONDS = 3_600;

    /// Default unlimited. A dead connection is noticed after 1.5 times this; a bank asks for less.
    static final int MAX_KEEP_ALIVE_SECONDS = 120;

    /// Default unlimited. 18,000 connections were measured in a heap of 1 GiB at 5 KB each.
    static final int MAX_CONNECTIONS = 20_000;

    /// Default 65,535 each.
    static final int MAX_TOPIC_LENGTH = 256;

    static final int MAX_CLIENT_ID_LENGTH = 128;

    /// Milliseconds from TCP connect to CONNECT. Default 10,000.
    static final int CONNECT_TIMEOUT_MILLIS = 5_000;

    /// Milliseconds that HiveMQ waits for its stores when stopping. Default 2,000; they are in memory and worth
    /// nothing.
    static final int SHUTDOWN_GRACE_MILLIS = 50;

    private Limits() {}
}

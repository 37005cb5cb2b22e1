package io.lockward.cloud.live;

/// One event as it goes to a listener.
///
/// @param number counts up within this run of the service
/// @param topic `fleet`, `alarms`, `commands` or `bank:{id}`; with `bank` the second way to subscribe to it
/// @param bank which bank it is about
/// @param name `bank`, `entry`, `command` or `alarm`
/// @param data JSON
record LiveEvent(long number, String topic, String bank, String name, String data) {}

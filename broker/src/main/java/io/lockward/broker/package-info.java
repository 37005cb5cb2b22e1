/// The broker process: HiveMQ CE embedded behind Lockward's access rules. It carries and keeps nothing that matters.
@org.jspecify.annotations.NullMarked
package io.lockward.broker;

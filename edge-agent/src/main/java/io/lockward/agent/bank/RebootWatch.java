package io.lockward.agent.bank;

import io.lockward.protocol.CommandId;
import io.lockward.protocol.command.RebootLevel;

/// A restart under way.
///
/// @param actedUp uptime in milliseconds when it was ordered
/// @param taken whether the machine took the order
record RebootWatch(CommandId command, RebootLevel level, long actedUp, boolean taken) {}

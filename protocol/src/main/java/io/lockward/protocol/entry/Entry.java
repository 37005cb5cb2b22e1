package io.lockward.protocol.entry;

/// One thing that happened at a bank, without when it happened (see [Stamp]).
///
/// Add components, never change the meaning of one: a reader ignores what it does not know, and keeps an entry of an
/// unknown type as it came ([UnreadEntry]).
public sealed interface Entry
        permits AgentEntry,
                ClipEntry,
                CodeEntry,
                CommandEntry,
                ConditionEntry,
                ConfigEntry,
                DoorEntry,
                JournalEntry,
                KioskEntry,
                OccupancyEntry,
                ParcelEntry,
                PowerEntry,
                RemedyEntry,
                TicketEntry,
                UnreadEntry {}

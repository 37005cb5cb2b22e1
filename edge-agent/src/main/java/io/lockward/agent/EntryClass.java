package io.lockward.agent;

import io.lockward.agent.journal.Durability;
import io.lockward.agent.journal.Priority;
import io.lockward.protocol.entry.AgentEntry;
import io.lockward.protocol.entry.ClipEntry;
import io.lockward.protocol.entry.CodeEntry;
import io.lockward.protocol.entry.CommandEntry;
import io.lockward.protocol.entry.ConditionEntry;
import io.lockward.protocol.entry.ConfigEntry;
import io.lockward.protocol.entry.DoorEntry;
import io.lockward.protocol.entry.Entry;
import io.lockward.protocol.entry.JournalEntry;
import io.lockward.protocol.entry.KioskEntry;
import io.lockward.protocol.entry.OccupancyEntry;
import io.lockward.protocol.entry.ParcelEntry;
import io.lockward.protocol.entry.PowerEntry;
import io.lockward.protocol.entry.RemedyEntry;
import io.lockward.protocol.entry.TicketEntry;
import io.lockward.protocol.entry.UnreadEntry;

/// How an entry is kept: how soon it must survive a power cut, and how late it goes when the journal is full.
///
/// @param durability class A is [Durability#BEFORE_EFFECT], class B [Durability#GROUPED]
record EntryClass(Durability durability, Priority priority) {
    private static final EntryClass COMMAND = new EntryClass(Durability.BEFORE_EFFECT, Priority.HIGH);
    private static final EntryClass FACT = new EntryClass(Durability.BEFORE_EFFECT, Priority.NORMAL);
    private static final EntryClass GROUPED = new EntryClass(Durability.GROUPED, Priority.NORMAL);
    private static final EntryClass MINOR = new EntryClass(Durability.GROUPED, Priority.LOW);

    static EntryClass of(Entry entry) {
        return switch (entry) {
            case CommandEntry.Refused refused -> refused.command() == null ? MINOR : FACT;
            case CommandEntry _, DoorEntry.Pulsed _, ParcelEntry _ -> COMMAND;
            // Wrong codes count across a power cut too: whoever pulls the plug must not get new tries.
            case DoorEntry _,
                    ConditionEntry _,
                    AgentEntry _,
                    RemedyEntry _,
                    ConfigEntry _,
                    CodeEntry _,
                    TicketEntry _,
                    PowerEntry.Shutdown _ -> FACT;
            case OccupancyEntry.Calibrated _ -> FACT;
            case PowerEntry _, ClipEntry _, JournalEntry _ -> GROUPED;
            case KioskEntry _, OccupancyEntry _, UnreadEntry _ -> MINOR;
        };
    }
}

package io.lockward.fleet.dispute;

import io.lockward.fleet.EntryRef;
import io.lockward.protocol.BankId;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.ParcelId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a case says to outsiders: what goes into its package of evidence, in words for people. It holds no name and
/// no address of a recipient.
///
/// @param bank whose entries they are
/// @param site where that bank stands, for people
/// @param from by the bank's clock
/// @param to by the bank's clock, after `from`
/// @param claim what is said to have happened, in the words of whoever opened the case
/// @param kind why there is a case, such as `not-here`
/// @param state such as `open`
/// @param openedBy who opened it; the bank itself for one that opened by itself
/// @param checklist what there is to settle it with, and what is missing
/// @param contradictions what does not fit, one sentence each
/// @param finding what was found, or what is proposed so far; `null` when nothing is
/// @param findingBy the person who stands for it; `null` for what the rules propose
/// @param relevant the entries it rests on, in any order; the package proves each of them
/// @param clips the names of the footage to hand out; each opens only to whoever may see it
/// @param commands what was asked for about it, also what never came to the bank, oldest first
/// @param notes what people wrote down about it, oldest first, each with its time and name
public record CaseFacts(
        UUID id,
        BankId bank,
        String site,
        Instant from,
        Instant to,
        @Nullable CompartmentId compartment,
        @Nullable ParcelId parcel,
        String claim,
        String kind,
        String state,
        Instant openedAt,
        String openedBy,
        List<Check> checklist,
        List<String> contradictions,
        @Nullable String finding,
        @Nullable String findingBy,
        List<EntryRef> relevant,
        List<String> clips,
        List<CaseCommand> commands,
        List<String> notes) {
    /// One thing that a case can be settled with.
    ///
    /// @param what it is, such as `deposit-sensed`
    /// @param standing `there`, `missing` or `not-applicable`
    /// @param words what is there, or what is missing and why
    public record Check(String what, String standing, String words) {}

    public CaseFacts {
        checklist = List.copyOf(checklist);
        contradictions = List.copyOf(contradictions);
        relevant = List.copyOf(relevant);
        clips = List.copyOf(clips);
        commands = List.copyOf(commands);
        notes = List.copyOf(notes);
    }
}

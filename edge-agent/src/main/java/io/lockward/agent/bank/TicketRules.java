package io.lockward.agent.bank;

import io.lockward.agent.bank.parcel.TicketBook;
import io.lockward.protocol.entry.TicketEntry;
import io.lockward.protocol.parcel.SealKey;
import io.lockward.protocol.parcel.Tickets;
import org.jspecify.annotations.Nullable;

/// Tickets: a change is taken when it starts from what the bank has, and its entry is the change. What is not taken is
/// answered once in a while, so that the cloud knows where to go on.
final class TicketRules {
    private static final long SEAL_MILLIS = 60_000;

    private TicketRules() {}

    static void arrived(Turn turn, Tickets tickets) {
        TicketBook book = turn.books().tickets();
        String problem = problem(book, tickets);
        if (problem == null) {
            turn.record(new TicketEntry.Applied(
                    tickets.version(),
                    tickets.base(),
                    tickets.issuedAt(),
                    tickets.add(),
                    tickets.remove(),
                    tickets.sealKey(),
                    null));
            CodeRules.makeMissing(turn);
            sealIfNew(turn);
        } else if (turn.mayRepeat()) {
            boolean known = tickets.version() == book.version();
            turn.record(new TicketEntry.Applied(
                    book.version(), tickets.base(), null, null, null, null, known ? null : Turn.cut(problem, 256)));
        }
    }

    private static @Nullable String problem(TicketBook book, Tickets tickets) {
        if (tickets.version() <= book.version()) {
            return "version " + book.version() + " is in force";
        }
        if (tickets.base() != 0 && tickets.base() != book.version()) {
            return "it starts from version " + tickets.base() + "; version " + book.version() + " is in force";
        }
        int after = book.after(tickets.base(), tickets.add(), tickets.remove()).size();
        return after > TicketBook.MOST
                ? "there would be " + after + " tickets; at most " + TicketBook.MOST + " are held"
                : null;
    }

    static void held(Turn turn, String mark) {
        turn.desk = turn.desk.withMark(mark);
        sealIfNew(turn);
    }

    /// Another key of the cloud, or another secret of the bank.
    static void sealIfNew(Turn turn) {
        TicketBook book = turn.books().tickets();
        SealKey key = book.sealKey();
        Long asked = turn.desk.sealAskedUp();
        if (key != null && isMissing(turn, book, key) && (asked == null || turn.up - asked >= SEAL_MILLIS)) {
            turn.desk = turn.desk.withSealAsked(turn.up);
            turn.ask(new Effect.SealSecret(key));
        }
    }

    private static boolean isMissing(Turn turn, TicketBook book, SealKey key) {
        return !key.kid().equals(book.sealedTo()) || book.isNewSecret(turn.desk.mark());
    }

    /// A secret that is not the one before is the next generation: codes of the one before open nothing, because
    /// their fingerprints are another secret's, and each parcel gets the next code.
    static void sealed(Turn turn, Input.SecretSealed sealed) {
        TicketBook book = turn.books().tickets();
        SealKey key = book.sealKey();
        if (key != null && key.kid().equals(sealed.kid()) && isMissing(turn, book, key)) {
            boolean another = book.mark() != null && book.isNewSecret(sealed.mark());
            int generation = Math.min(book.generation() + (another ? 1 : 0), TicketEntry.MOST_GENERATION);
            turn.record(new TicketEntry.Secret(sealed.kid(), sealed.sealed(), generation, sealed.mark()));
            CodeRules.makeMissing(turn);
        }
    }
}

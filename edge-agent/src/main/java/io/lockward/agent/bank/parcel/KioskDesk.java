package io.lockward.agent.bank.parcel;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Where the screen's page is served from meets the bank: requests in, answers out, and what to show.
///
/// An answer is told after what there is to see because of it, so that whoever has the answer can ask for that.
///
/// Thread rule: any thread. Answers and views are told on the bank's own thread; being told must not block.
public interface KioskDesk {
    /// A code was typed, or a code or badge was read. It is hashed here and forgotten.
    ///
    /// @param session the person's own, when there is one; `null` on the idle screen
    /// @param text as typed or read, 1 to 128 characters
    /// @param answer told exactly once, unless the agent ends first
    void enter(@Nullable String session, String text, Consumer<KioskAnswer> answer);

    /// Anything else.
    ///
    /// @param answer told exactly once, unless the agent ends first
    void ask(KioskRequest request, Consumer<KioskAnswer> answer);

    /// What there is to see now.
    KioskView view();

    /// Tells each change of what there is to see, and what it is now. One listener; a new one replaces it.
    void listen(Consumer<KioskView> listener);
}

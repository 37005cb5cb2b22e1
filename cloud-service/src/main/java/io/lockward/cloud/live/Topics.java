package io.lockward.cloud.live;

import io.lockward.cloud.http.Problem;
import io.lockward.protocol.BankId;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What a listener wants to hear. Pure.
///
/// @param names `fleet`, `alarms`, `commands`, `bank:{id}`
record Topics(Set<String> names) {
    private static final int MOST = 20;

    Topics {
        names = Set.copyOf(names);
    }

    /// @throws io.lockward.cloud.http.ProblemException when one is unknown
    static Topics of(@Nullable String text) {
        Set<String> names = new TreeSet<>();
        for (String name : (text == null || text.isBlank() ? "fleet,alarms,commands" : text).split(",", -1)) {
            boolean known = name.matches("fleet|alarms|commands")
                    || (name.startsWith("bank:") && BankId.isValid(name.substring(5)));
            if (!known || names.size() >= MOST) {
                throw Problem.invalid("topics", "lists up to 20 of fleet, alarms, commands, bank:{id}, by commas")
                        .asException();
            }
            names.add(name);
        }
        return new Topics(names);
    }

    /// A bank's own topic brings all that is about it; entries come by that only.
    boolean want(LiveEvent event) {
        return names.contains(event.topic()) || names.contains("bank:" + event.bank());
    }

    boolean wantsBank(String bank) {
        return names.contains("bank:" + bank);
    }
}

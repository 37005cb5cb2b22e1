package io.lockward.cloud.store;

import io.lockward.fleet.FleetChanges;
import io.lockward.protocol.BankId;
import io.lockward.protocol.CommandId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/// Changes as the text of a PostgreSQL notification: words such as `b:harbour-7`, `a:12`, `c:<uuid>`.
public final class FleetNotice {
    /// The channel to LISTEN on.
    public static final String CHANNEL = "lockward";

    /// PostgreSQL takes less than 8,000 bytes.
    private static final int MOST = 7_900;

    private FleetNotice() {}

    /// Writes changes; more than one text when they do not fit into one.
    public static List<String> write(FleetChanges changes) {
        List<String> texts = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        append(texts, text, "b:", changes.banks());
        append(texts, text, "a:", changes.alarms());
        append(texts, text, "c:", changes.commands());
        if (!text.isEmpty()) {
            texts.add(text.toString());
        }
        return texts;
    }

    private static void append(List<String> texts, StringBuilder text, String mark, Collection<?> ids) {
        for (Object id : ids) {
            String word = mark + id;
            if (text.length() + word.length() + 1 > MOST) {
                texts.add(text.toString());
                text.setLength(0);
            }
            text.append(text.isEmpty() ? "" : " ").append(word);
        }
    }

    /// Reads one text; words of another version are passed over.
    public static FleetChanges read(String text) {
        TreeSet<BankId> banks = new TreeSet<>();
        TreeSet<Long> alarms = new TreeSet<>();
        TreeSet<CommandId> commands = new TreeSet<>();
        for (String word : text.split(" ", -1)) {
            if (word.startsWith("b:")) {
                banks.add(new BankId(word.substring(2)));
            } else if (word.startsWith("a:")) {
                alarms.add(Long.valueOf(word.substring(2)));
            } else if (word.startsWith("c:")) {
                commands.add(CommandId.parse(word.substring(2)));
            }
        }
        return new FleetChanges(banks, alarms, commands);
    }
}

package io.lockward.protocol;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Every MQTT topic there is: `lockward/v1/{bank}/{channel}`.
public final class Topics {
    private static final String ROOT = "lockward/v1/";
    private static final Map<String, Channel> BY_LEVEL =
            Stream.of(Channel.values()).collect(Collectors.toMap(Channel::level, Function.identity()));

    /// One bank's one channel.
    public record Topic(BankId bank, Channel channel) {
        @Override
        public String toString() {
            return of(bank, channel);
        }
    }

    private Topics() {}

    /// The topic of one bank's channel.
    public static String of(BankId bank, Channel channel) {
        return ROOT + bank.value() + '/' + channel.level();
    }

    /// The filter that takes a channel of every bank, for the cloud's subscriptions.
    public static String ofEveryBank(Channel channel) {
        return ROOT + "+/" + channel.level();
    }

    /// Reads a topic name; `null` when it is none of ours. Never throws.
    public static @Nullable Topic parse(String name) {
        if (!name.startsWith(ROOT)) {
            return null;
        }
        int slash = name.indexOf('/', ROOT.length());
        if (slash < 0) {
            return null;
        }
        String bank = name.substring(ROOT.length(), slash);
        Channel channel = BY_LEVEL.get(name.substring(slash + 1));
        return channel == null || !BankId.isValid(bank) ? null : new Topic(new BankId(bank), channel);
    }
}

package io.lockward.broker.access;

import io.lockward.protocol.Channel;
import io.lockward.protocol.Channel.Direction;
import io.lockward.protocol.Topics;
import java.util.stream.Stream;

/// The whole access policy: a bank speaks up and hears down on its own branch, the cloud hears up and speaks down on
/// every branch, and nothing else is carried. Pure; `deploy/mosquitto` says the same in Mosquitto's words.
public final class TopicAccess {
    private static final Access ALLOWED = new Access.Allowed();
    private static final String SHARE = "$share/";
    private static final int MAX_GROUP_LENGTH = 64;

    private TopicAccess() {}

    /// May `who` publish this?
    public static Access publish(Principal who, Message message) {
        if (message.topic().startsWith("$")) {
            return denied(Refusal.DOLLAR_TOPIC);
        }
        Topics.Topic topic = Topics.parse(message.topic());
        if (topic == null) {
            return denied(Refusal.UNKNOWN_TOPIC);
        }
        return switch (who) {
            case Principal.Bank(var bank) when !topic.bank().equals(bank) -> denied(Refusal.FOREIGN_BANK);
            case Principal.Bank _ -> content(message, topic.channel(), Direction.UP);
            case Principal.Cloud _ -> content(message, topic.channel(), Direction.DOWN);
        };
    }

    /// May `who` leave this will? Only a bank, and only on its own presence.
    public static Access will(Principal who, Message will) {
        Topics.Topic topic = Topics.parse(will.topic());
        return switch (who) {
            case Principal.Bank(var bank)
            when topic != null && topic.bank().equals(bank) && topic.channel() == Channel.PRESENCE ->
                publish(who, will);
            case Principal.Bank _, Principal.Cloud _ -> denied(Refusal.WILL_TOPIC);
        };
    }

    /// May `who` subscribe to this filter? The quality of service asked for is only an upper bound and never a
    /// reason.
    public static Access subscribe(Principal who, String filter) {
        return switch (who) {
            case Principal.Bank bank -> bankSubscribes(bank, filter);
            case Principal.Cloud _ -> cloudSubscribes(filter);
        };
    }

    private static Access content(Message message, Channel channel, Direction mine) {
        if (channel.direction() != mine) {
            return denied(Refusal.WRONG_DIRECTION);
        }
        if (message.retain()) {
            return denied(Refusal.RETAINED);
        }
        if (message.qos() > channel.qos()) {
            return denied(Refusal.QOS_TOO_HIGH);
        }
        return message.payloadBytes() > channel.maxPayloadBytes() ? denied(Refusal.OVERSIZE) : ALLOWED;
    }

    private static Access bankSubscribes(Principal.Bank who, String filter) {
        if (filter.startsWith(SHARE)) {
            return denied(Refusal.SHARED_SUBSCRIPTION);
        }
        if (filter.startsWith("$")) {
            return denied(Refusal.DOLLAR_TOPIC);
        }
        if (filter.indexOf('+') >= 0 || filter.indexOf('#') >= 0) {
            return denied(Refusal.WILDCARD);
        }
        Topics.Topic topic = Topics.parse(filter);
        if (topic == null) {
            return denied(Refusal.UNKNOWN_FILTER);
        }
        if (!topic.bank().equals(who.bank())) {
            return denied(Refusal.FOREIGN_BANK);
        }
        return topic.channel().direction() == Direction.DOWN ? ALLOWED : denied(Refusal.WRONG_DIRECTION);
    }

    private static Access cloudSubscribes(String filter) {
        String plain = filter;
        if (filter.startsWith(SHARE)) {
            int slash = filter.indexOf('/', SHARE.length());
            int groupLength = slash - SHARE.length();
            if (groupLength < 1 || groupLength > MAX_GROUP_LENGTH) {
                return denied(Refusal.UNKNOWN_FILTER);
            }
            plain = filter.substring(slash + 1);
        }
        if (plain.startsWith("$")) {
            return denied(Refusal.DOLLAR_TOPIC);
        }
        String wanted = plain;
        return Stream.of(Channel.values())
                .filter(channel -> Topics.ofEveryBank(channel).equals(wanted))
                .findAny()
                .map(channel -> channel.direction() == Direction.UP ? ALLOWED : denied(Refusal.WRONG_DIRECTION))
                .orElseGet(() -> denied(wanted.indexOf('#') >= 0 ? Refusal.WILDCARD : Refusal.UNKNOWN_FILTER));
    }

    private static Access denied(Refusal reason) {
        return new Access.Denied(reason);
    }
}

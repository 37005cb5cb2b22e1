package io.lockward.fleet.parcel;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What time alone makes of a parcel that waits. Pure.
///
/// A clock that is wrong for a while sends nothing back: a parcel goes only when it was said to wait too long, and
/// the span between the two has gone by since then. A wrong clock makes that later, unless it is wrong for that long.
public final class WaitRules {
    private WaitRules() {}

    /// What is to be done to it now; `null` for nothing. Nothing is done twice.
    public static ParcelFact.@Nullable What due(Waiting waiting, Instant now, Patience patience) {
        ParcelRecord parcel = waiting.parcel();
        ParcelStanding standing = parcel.standing();
        if (!parcel.isReady() || standing.state() != ParcelState.WAITING) {
            return null;
        }
        Duration waits = Duration.between(waiting.heard(), now);
        if (waits.compareTo(patience.overdueAfter()) < 0) {
            return null;
        }
        if (!standing.overdue()) {
            return ParcelFact.What.OVERDUE;
        }
        Duration most = patience.returnAfter();
        Instant said = waiting.said();
        if (most == null || said == null || waits.compareTo(most) < 0 || !couldBeFetched(parcel)) {
            return null;
        }
        Duration warned = Duration.between(said, now);
        return warned.compareTo(most.minus(patience.overdueAfter())) < 0 ? null : ParcelFact.What.RETURNING;
    }

    /// Whether it is its recipient's doing that it is still there. Otherwise a person decides.
    private static boolean couldBeFetched(ParcelRecord parcel) {
        ParcelStanding standing = parcel.standing();
        return !standing.locked() && standing.hindered() == null && !NewsRules.isBehindDeadDoor(parcel);
    }

    /// What its recipient is told.
    public static List<ParcelNews> news(Waiting waiting, Instant now, Patience patience) {
        ParcelRecord parcel = waiting.parcel();
        Instant since = parcel.standing().insideSince();
        if (!parcel.isReady() || since == null || waiting.heard().isAfter(now)) {
            return List.of();
        }
        Duration waits = Duration.between(waiting.heard(), now);
        if (parcel.standing().overdue() || waits.compareTo(patience.overdueAfter()) >= 0) {
            return NewsRules.one(
                    parcel, ParcelNews.Kind.OVERDUE, parcel.standing().entered(), now);
        }
        long times = waits.dividedBy(patience.remindAfter());
        return times == 0
                ? List.of()
                : List.of(new ParcelNews(
                        parcel.key(),
                        ParcelNews.Kind.REMINDER,
                        ParcelNews.Kind.REMINDER.word() + "/" + since.getEpochSecond() + "/" + times,
                        now));
    }

    /// Why it is done, for people.
    public static String why(Duration after) {
        long days = after.toDays();
        String span = days == 1 ? "a day" : days > 1 ? days + " days" : after.toMinutes() + " minutes";
        return "Nobody fetched it within " + span + ".";
    }
}

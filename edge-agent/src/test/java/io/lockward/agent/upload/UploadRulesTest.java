package io.lockward.agent.upload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.lockward.agent.upload.UploadRules.Next;
import io.lockward.agent.upload.UploadRules.Reply;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UploadRulesTest {

    private static Next after(int status, @Nullable Long offset, boolean complete, @Nullable Integer retry) {
        return UploadRules.after(new Reply(status, offset, complete, retry), 1_000);
    }

    @Test
    void theCloudsOffsetIsFollowed() {
        assertEquals(new Next.Send(0), after(200, 0L, false, null));
        assertEquals(new Next.Send(400), after(204, 400L, false, null));
        assertEquals(new Next.Send(400), after(409, 400L, false, null));
        assertInstanceOf(Next.Stored.class, after(204, 1_000L, true, null));
        assertInstanceOf(Next.StartOver.class, after(422, null, false, null));
        assertInstanceOf(Next.Smaller.class, after(413, null, false, null));
        assertInstanceOf(Next.Smaller.class, after(408, null, false, null));
        assertInstanceOf(Next.Over.class, after(410, null, false, null));
    }

    @ParameterizedTest
    @CsvSource({
        "404, true, 60",
        "401, false, 300",
        "403, false, 300",
        "429, false, 7",
        "503, false, 7",
        "507, false, 600",
        "500, false, 30",
        "302, false, 30",
        "409, true, 30"
    })
    void whatCannotBeDoneNowWaits(int status, boolean others, int seconds) {
        Next.Wait wait = assertInstanceOf(Next.Wait.class, after(status, null, false, 7));
        assertEquals(others, wait.others());
        assertEquals(seconds, wait.seconds());
    }

    @Test
    void anOffsetThatMakesNoSenseIsNotFollowed() {
        assertInstanceOf(Next.Wait.class, after(200, 1_001L, false, null));
        assertInstanceOf(Next.Wait.class, after(200, 1_000L, false, null));
        assertInstanceOf(Next.Wait.class, after(200, null, false, null));
    }

    @Test
    void everyAnswerIsAnswered() {
        Random random = new Random(3);
        for (int i = 0; i < 10_000; i++) {
            Next next = after(
                    random.nextInt(-10, 1_000),
                    random.nextBoolean() ? null : random.nextLong(),
                    false,
                    random.nextBoolean() ? null : random.nextInt());
            if (next instanceof Next.Wait(int seconds, boolean _, String _)) {
                assertEquals(seconds, Math.clamp(seconds, 1, 3_600));
            }
        }
    }

    @Test
    void aBucketLetsThroughWhatItsRateAllowsAndNoMore() {
        TokenBucket bucket = new TokenBucket(1_000, 0);
        assertEquals(1_000, bucket.take(1_000, 0));
        assertEquals(0, bucket.take(1_000, 2_000));
        assertEquals(500, bucket.take(500, 2_000));
        assertEquals(1_000, bucket.take(2_000, 60_000), "no more than a second's worth is saved up");
    }
}

package io.lockward.agent.hardware.lockboard;

import io.lockward.agent.hardware.lockboard.BoardEmulator.Asked;
import io.lockward.agent.hardware.lockboard.BoardEmulator.Board;
import io.lockward.agent.hardware.lockboard.BoardEmulator.Fault;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// How emulated WKLY boards read and write. Written from the protocol's sources and not from the codec under test.
final class WklyEmulation {
    private WklyEmulation() {}

    /// @return `null` when more bytes are needed; a board of -1 for a byte to skip
    static @Nullable Asked read(byte[] bytes, int from, int to) {
        if (bytes[from] != 'W') {
            return new Asked(-1, 0, false, 1);
        }
        if (to - from < 8) {
            return null;
        }
        int size = bytes[from + 4];
        if (size != 8 && size != 9) {
            return new Asked(-1, 0, false, 1);
        }
        if (to - from < size) {
            return null;
        }
        int check = 0;
        for (int i = 0; i < size; i++) {
            check ^= bytes[from + i] & 0xff;
        }
        int word = bytes[from + 6] & 0xff;
        boolean known = size == 8 ? word == 0x84 : word == 0x82;
        if (check != 0 || !known) {
            return new Asked(-1, 0, false, 1);
        }
        return new Asked(bytes[from + 5], size == 9 ? bytes[from + 7] : 0, size == 9, size);
    }

    static byte[] news(int board, int channel, boolean closed) {
        return frame(board, 0x85, channel, closed ? 1 : 0);
    }

    static byte[] answer(Board board, int channels, Asked asked, int address) {
        if (asked.opens()) {
            return frame(address, 0x82, 0, asked.channel(), contact(board, asked.channel()));
        }
        int[] data = new int[channels + 2];
        data[1] = channels;
        for (int i = 1; i <= channels; i++) {
            data[i + 1] = contact(board, i);
        }
        return frame(address, 0x84, data);
    }

    private static int contact(Board board, int channel) {
        return board.untold[channel] ? 0xff : board.contacts[channel] ? 1 : 0;
    }

    /// What a WKLY board sends when something goes wrong in its own way.
    static byte[] spoilt(Fault fault, Asked asked, byte[] answer) {
        // The worst news there is: of the very lock that was ordered, at the very moment.
        byte[] news = news(asked.board(), Math.max(1, asked.channel()), false);
        return switch (fault) {
            case NEWS_FIRST -> joined(news, answer);
            case TORN_NEWS_FIRST -> joined(Arrays.copyOf(news, 7), answer);
            case ONLY_NEWS -> news;
            case REPEAT_ORDER -> frame(asked.board(), 0x82, asked.channel());
            case SAY_FAILED, ACT_AND_SAY_FAILED -> frame(asked.board(), 0x82, 0xff, asked.channel(), 1);
            case NONE,
                    LOSE_REQUEST,
                    SAY_STATUS,
                    LOSE_ANSWER,
                    CORRUPT_ANSWER,
                    TRUNCATE_ANSWER,
                    WRONG_ADDRESS,
                    SLOW,
                    NOISE,
                    REBOOT -> answer;
        };
    }

    private static byte[] frame(int board, int word, int... data) {
        int[] values = new int[7 + data.length];
        System.arraycopy(new int[] {'W', 'K', 'L', 'Y', data.length + 8, board, word}, 0, values, 0, 7);
        System.arraycopy(data, 0, values, 7, data.length);
        return BoardEmulator.xored(values);
    }

    private static byte[] joined(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }
}

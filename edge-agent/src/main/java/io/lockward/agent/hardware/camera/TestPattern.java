package io.lockward.agent.hardware.camera;

import java.util.ArrayList;
import java.util.List;

/// Two rows of blocks at the lower edge of a synthetic picture, so that a program can read back from a frame
/// which one it is and when it was made: white is 1, black is 0, the lowest bit is on the left, and the value
/// is in Gray code, of which one bit changes at a time; so a frame made while a value changes reads as one of
/// the two.
///
/// The upper row is the frame's number since its pipeline started, the lower one is tenths of a second of the
/// wall clock; both modulo 2^[#BITS].
public final class TestPattern {
    /// Of each value: 2^26 tenths of a second are 77 days.
    public static final int BITS = 26;

    /// A block's height in pixels.
    public static final int HEIGHT = 8;

    private TestPattern() {}

    /// A block's width in pixels.
    public static int blockWidth(int pictureWidth) {
        return pictureWidth / BITS;
    }

    /// The filters that draw it.
    static List<String> filters(int width, int height) {
        List<String> filters = new ArrayList<>();
        int block = blockWidth(width);
        filters.add(
                "drawbox=x=0:y=" + (height - 2 * HEIGHT) + ":w=" + width + ":h=" + 2 * HEIGHT + ":color=black:t=fill");
        for (int bit = 0; bit < BITS; bit++) {
            filters.add(box(bit * block, height - 2 * HEIGHT, block, gray("n", bit)));
            filters.add(box(bit * block, height - HEIGHT, block, gray("time(0)*10", bit)));
        }
        return filters;
    }

    private static String box(int left, int top, int width, String when) {
        return "drawbox=x=" + left + ":y=" + top + ":w=" + width + ":h=" + HEIGHT + ":color=white:t=fill:enable='"
                + when + "'";
    }

    private static String gray(String value, int bit) {
        String own = "floor(" + value + "/" + (1L << bit) + ")";
        // The highest bit has no neighbour: what lies above is cut off.
        String next = bit == BITS - 1 ? "0" : "floor(" + value + "/" + (1L << (bit + 1)) + ")";
        return "mod(" + own + "+" + next + ",2)";
    }

    /// What a row of blocks says.
    ///
    /// @param gray the frame's brightness, one byte a pixel, row by row
    /// @param lower whether the lower row is meant, that of the wall clock
    public static long read(byte[] gray, int width, int height, boolean lower) {
        int block = blockWidth(width);
        int y = height - (lower ? HEIGHT : 2 * HEIGHT) + HEIGHT / 2;
        long code = 0;
        for (int bit = 0; bit < BITS; bit++) {
            int x = bit * block + block / 2;
            if ((gray[y * width + x] & 0xFF) > 127) {
                code |= 1L << bit;
            }
        }
        long value = 0;
        for (long rest = code; rest != 0; rest >>= 1) {
            value ^= rest;
        }
        return value;
    }
}

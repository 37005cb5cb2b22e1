package io.lockward.agent.hardware.camera;

import java.util.List;

/// One camera.
///
/// @param name 1 to 24 of `[a-z0-9-]`
/// @param width of its pictures, 160 to 3,840 pixels, even; what a network camera sends is taken as it is
/// @param height 120 to 2,160 pixels, even
/// @param rate pictures a second, 1 to 60
/// @param masks what is painted black before anything is kept; makes ffmpeg encode what it would only copy
public record CameraSettings(String name, CameraSource source, int width, int height, int rate, List<Mask> masks) {
    /// A part of the picture that nobody may see.
    ///
    /// @param width pixels, from 1
    /// @param height pixels, from 1
    /// @param left of its left edge from the picture's, pixels
    /// @param top of its upper edge from the picture's, pixels
    public record Mask(int width, int height, int left, int top) {
        public Mask {
            within(width, 1, 3_840, "a mask's width");
            within(height, 1, 2_160, "a mask's height");
            within(left, 0, 3_840, "a mask's left edge");
            within(top, 0, 2_160, "a mask's upper edge");
        }
    }

    public CameraSettings {
        if (!name.matches("[a-z0-9-]{1,24}")) {
            throw new IllegalArgumentException("a camera is named by 1 to 24 of [a-z0-9-]");
        }
        within(width, 160, 3_840, "width");
        within(height, 120, 2_160, "height");
        within(rate, 1, 60, "rate");
        if (width % 2 != 0 || height % 2 != 0) {
            throw new IllegalArgumentException("width and height are even");
        }
        masks = List.copyOf(masks);
        if (masks.size() > 16) {
            throw new IllegalArgumentException("at most 16 masks");
        }
    }

    private static void within(int value, int least, int most, String name) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " is " + least + " to " + most);
        }
    }
}

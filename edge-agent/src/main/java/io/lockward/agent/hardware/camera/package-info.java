/// Cameras through ffmpeg: each films into a ring of short segments, out of which clips are cut without being
/// encoded again. Start at [FfmpegCameras].
@org.jspecify.annotations.NullMarked
package io.lockward.agent.hardware.camera;

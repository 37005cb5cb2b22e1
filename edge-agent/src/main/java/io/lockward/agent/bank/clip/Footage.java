package io.lockward.agent.bank.clip;

import io.lockward.protocol.entry.ClipEntry.Source;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a clip's file really has. It is durable by the time anybody is told.
///
/// @param bytes of the file, from 1
/// @param sha256 of the file, 64 lower-case hexadecimal digits
/// @param from the wall clock at its first frame
/// @param to the wall clock at its last frame
/// @param boot of which boot the uptimes are
/// @param fromUp uptime of its first frame in milliseconds
/// @param toUp uptime of its last frame in milliseconds
/// @param clockOffsetMillis the camera's clock minus the controller's at its end; `null` when unknown
/// @param gapMillis how much of the span is missing
public record Footage(
        long bytes,
        String sha256,
        Instant from,
        Instant to,
        long boot,
        long fromUp,
        long toUp,
        @Nullable Long clockOffsetMillis,
        long gapMillis,
        Source source) {}

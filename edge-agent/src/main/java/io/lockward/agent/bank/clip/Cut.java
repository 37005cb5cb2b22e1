package io.lockward.agent.bank.clip;

/// A clip to be cut.
///
/// @param clip its name
/// @param last the newest entry that belongs to it: an answer for another one is out of date
/// @param boot of which boot the uptimes are
/// @param fromUp from when pictures are wanted, in milliseconds of uptime
/// @param toUp until when; pictures up to then exist soon after, if the camera gives any
public record Cut(String clip, String camera, long last, long boot, long fromUp, long toUp) {}

/// What happened at one bank over a span of time, as lanes.
@org.jspecify.annotations.NullMarked
package io.lockward.fleet.timeline;

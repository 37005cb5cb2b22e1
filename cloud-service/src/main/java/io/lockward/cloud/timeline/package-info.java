/// One bank over one span of time, for the page that shows it as lanes.
@org.jspecify.annotations.NullMarked
package io.lockward.cloud.timeline;

/// The real agent in a machine of its own, whose doors are moved, whose gauges are set and whose plug is pulled. The
/// machine is a User-Mode-Linux; broker and cloud service are the real ones.
@org.jspecify.annotations.NullMarked
package io.lockward.lab;

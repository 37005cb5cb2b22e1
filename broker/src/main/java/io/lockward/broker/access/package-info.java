/// Who may say what on which topic: pure rules, no I/O, no clock, no broker.
@org.jspecify.annotations.NullMarked
package io.lockward.broker.access;

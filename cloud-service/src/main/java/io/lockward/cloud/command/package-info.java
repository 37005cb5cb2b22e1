/// Commands: asked for, checked against what is known of the bank, signed, sent, followed to evidence. Entered through
/// CommandDesk.
@org.jspecify.annotations.NullMarked
package io.lockward.cloud.command;

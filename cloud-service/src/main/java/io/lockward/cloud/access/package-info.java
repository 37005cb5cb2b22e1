/// Who may come in: people, programs, their roles, sign-in, and the audit of what they did.
@org.jspecify.annotations.NullMarked
package io.lockward.cloud.access;

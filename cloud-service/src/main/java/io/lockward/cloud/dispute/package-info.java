/// Disputes: who asked, who decided, what the evidence says and what was found. Entered through Cases.
@org.jspecify.annotations.NullMarked
package io.lockward.cloud.dispute;

/// What a property reads of its site once a month.
@org.jspecify.annotations.NullMarked
package io.lockward.cloud.report;

/// What time alone does to presence and alarms.
@org.jspecify.annotations.NullMarked
package io.lockward.cloud.alarm;

/// Starting the process: configuration and the database that comes along.
@org.jspecify.annotations.NullMarked
package io.lockward.cloud.platform;

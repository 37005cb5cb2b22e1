/// JDBC with less ceremony, for the stores that read.
@org.jspecify.annotations.NullMarked
package io.lockward.cloud.sql;

/// The fleet's store on PostgreSQL.
@org.jspecify.annotations.NullMarked
package io.lockward.cloud.store;

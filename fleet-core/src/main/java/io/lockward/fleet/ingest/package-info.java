/// Taking in what banks say: any order, any duplication, any replica, one result.
@org.jspecify.annotations.NullMarked
package io.lockward.fleet.ingest;

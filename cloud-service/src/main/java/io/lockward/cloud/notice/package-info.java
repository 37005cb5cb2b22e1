/// What recipients and integrators are told about parcels: by e-mail and by webhook, kept in the same transaction
/// as the cause, sent until it is taken, and never made twice.
@org.jspecify.annotations.NullMarked
package io.lockward.cloud.notice;

/// Brings clips to the cloud over HTTPS, in pieces that can be continued, slowly enough that the entries go
/// first. Start at [ClipUploads].
@org.jspecify.annotations.NullMarked
package io.lockward.agent.upload;

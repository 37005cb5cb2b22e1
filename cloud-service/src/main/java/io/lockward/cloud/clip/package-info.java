/// Footage: what banks upload, how it is kept, who opened it and why, and when it goes. Entered through Clips.
@org.jspecify.annotations.NullMarked
package io.lockward.cloud.clip;

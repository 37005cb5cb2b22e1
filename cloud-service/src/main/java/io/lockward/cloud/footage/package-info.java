/// The bytes of clips: how banks bring them, how they are kept, read and removed. Who may see them is not decided here.
/// Entered through Footage.
@org.jspecify.annotations.NullMarked
package io.lockward.cloud.footage;

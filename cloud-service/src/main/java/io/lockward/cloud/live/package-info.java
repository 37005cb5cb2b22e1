/// One stream of changes to browsers and programs.
@org.jspecify.annotations.NullMarked
package io.lockward.cloud.live;

/// How the parts of the cloud service may depend on each other.
@org.jspecify.annotations.NullMarked
package io.lockward.cloud;

/// Packages of evidence: what is proven of a case, as one file that anybody can check, and links to hand it out.
@org.jspecify.annotations.NullMarked
package io.lockward.cloud.packaging;

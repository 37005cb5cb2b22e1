/// The dashboard's addresses. The dashboard itself is plain files in `META-INF/resources`; its browser tests, and the
/// canned cloud they run against, are the tests of this package.
@NullMarked
package io.lockward.cloud.web;

import org.jspecify.annotations.NullMarked;

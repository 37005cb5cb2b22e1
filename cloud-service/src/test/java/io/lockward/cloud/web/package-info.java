/// The dashboard in a real browser, against a canned cloud.
@NullMarked
package io.lockward.cloud.web;

import org.jspecify.annotations.NullMarked;

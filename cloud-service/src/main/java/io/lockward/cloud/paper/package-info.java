/// What people print: plain documents of pages.
@org.jspecify.annotations.NullMarked
package io.lockward.cloud.paper;

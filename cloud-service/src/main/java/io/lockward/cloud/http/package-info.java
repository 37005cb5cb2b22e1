/// How every answer of the HTTP interface looks: problems, JSON, pages of lists, and what is refused at the door.
@org.jspecify.annotations.NullMarked
package io.lockward.cloud.http;

/// Evidence packages on the command line.
@org.jspecify.annotations.NullMarked
package io.lockward.cli.evidence;

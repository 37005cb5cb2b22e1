/// Keys, made and looked at without any service: the root's machine has no network.
@org.jspecify.annotations.NullMarked
package io.lockward.cli.keys;

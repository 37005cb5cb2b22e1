/// What holds for the whole module.
@org.jspecify.annotations.NullMarked
package io.lockward.simulator;

/// The agent's one configuration file: read strictly, with every problem told at once.
@org.jspecify.annotations.NullMarked
package io.lockward.agent.config;

/// What can be said of a dispute, and how surely: facts, a checklist, contradictions and a proposed finding, all from
/// entries and never from an opinion. Pure.
@org.jspecify.annotations.NullMarked
package io.lockward.fleet.dispute;

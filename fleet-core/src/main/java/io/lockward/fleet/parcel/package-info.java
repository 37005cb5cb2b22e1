/// Parcels from announcement to collection: what their banks tell folded into a story, in any order, what is held
/// against what the banks sense, what banks are told about them, and what recipients hear.
@org.jspecify.annotations.NullMarked
package io.lockward.fleet.parcel;

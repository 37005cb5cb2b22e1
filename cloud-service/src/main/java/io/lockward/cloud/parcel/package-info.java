/// Parcels as people and integrators see them: announced, followed, searched for, and held against what banks
/// sense.
@org.jspecify.annotations.NullMarked
package io.lockward.cloud.parcel;

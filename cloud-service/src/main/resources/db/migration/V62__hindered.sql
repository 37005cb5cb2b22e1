-- The entry by which nobody could get at a parcel, while that holds.
alter table parcel
    add column hindered_journal uuid,
    add column hindered_epoch   bigint,
    add column hindered_seq     bigint;
-- Hardly any at a time; asked for whenever a door moves.
create index parcel_hindered on parcel (bank, compartment) where hindered_seq is not null;

-- Footage. What banks told of a clip can be made again from their journals; the content and who opened it cannot.
create table clip (
    bank         text        not null,
    clip         text        not null,
    -- clip.recorded: of several for one id the first in the bank's own order.
    journal      uuid,
    epoch        bigint,
    seq          bigint,
    at           timestamptz,
    heard_at     timestamptz,
    camera       text,
    sha256       text,
    bytes        bigint,
    from_at      timestamptz,
    to_at        timestamptz,
    boot         bigint,
    from_up      bigint,
    to_up        bigint,
    clock_offset_millis bigint,
    because      text,
    first_seq    bigint,
    last_seq     bigint,
    compartment  text,
    gap_millis   bigint,
    source       text,
    -- clip.lost, likewise
    lost_journal uuid,
    lost_epoch   bigint,
    lost_seq     bigint,
    lost_at      timestamptz,
    lost_heard_at timestamptz,
    lost_camera  text,
    lost_reason  text,
    lost_because text,
    lost_first   bigint,
    lost_last    bigint,
    lost_compartment text,
    -- clip.uploaded, likewise: that the bank knows the cloud has it
    told_journal uuid,
    told_epoch   bigint,
    told_seq     bigint,
    -- Its content here: the key it is encrypted with (itself encrypted), and how far it came.
    sealed_key   bytea,
    master_key   text,
    received     bigint      not null default 0,
    stored_at    timestamptz,
    -- How many rows of clip_hold keep it; changed with them, so that whoever wants to delete it sees them in time.
    held         integer     not null default 0 check (held >= 0),
    -- From then on nobody opens it; it is gone when deleted_at says so.
    removing_at  timestamptz,
    deleted_at   timestamptz,
    state        text        not null generated always as (case
        when removing_at is not null then 'deleted'
        when stored_at is not null then 'stored'
        when lost_seq is not null then 'lost'
        when received > 0 then 'partial'
        else 'known' end) stored,
    primary key (bank, clip)
) with (fillfactor = 70);
create index clip_by_time on clip (bank, coalesce(from_at, at, lost_at));
create index clip_by_entry on clip (journal, first_seq);
create index clip_by_age on clip (coalesce(heard_at, lost_heard_at)) where deleted_at is null;
create index clip_removing on clip (removing_at) where removing_at is not null and deleted_at is null;

-- The pieces a content lies in, each an object of its own in the store, encrypted by itself. A piece that no row names is
-- left over from a crash, and is swept.
create table clip_piece (
    bank   text   not null,
    clip   text   not null,
    start  bigint not null,
    bytes  bigint not null,
    object text   not null unique,
    primary key (bank, clip, start),
    foreign key (bank, clip) references clip on delete cascade
);

-- A case that keeps a clip, whatever its age.
create table clip_hold (
    bank    text        not null,
    clip    text        not null,
    case_id uuid        not null,
    held_by text        not null,
    held_at timestamptz not null,
    primary key (bank, clip, case_id)
);
create index clip_hold_by_case on clip_hold (case_id);

-- Who opened what, and why. Written before the first byte goes out, and never changed.
create table clip_access (
    id       uuid primary key,
    at       timestamptz not null,
    until    timestamptz not null,
    person   text        not null,
    role     text        not null,
    session  text        not null,
    case_id  uuid        not null,
    kind     text        not null,
    site     text        not null,
    bank     text        not null,
    clip     text        not null,
    what     text        not null,
    why      text        not null
);
create index clip_access_by_case on clip_access (case_id, at);
create index clip_access_by_site on clip_access (site, at);
create index clip_access_by_clip on clip_access (bank, clip, at);

-- How long a site keeps footage; the service's own default when null.
alter table site add column clip_days integer check (clip_days between 1 and 365);

-- Names of the master keys in use, newest last: a replica with another key file is found out at once.
create table clip_master_key (
    kid     text primary key,
    made_at timestamptz not null,
    -- Only one can have been the first.
    first   boolean unique check (first)
);

-- Parcels: what their banks told about them, where that leaves them, what banks are to know, what recipients are told.
-- The books of a bank: whoever changes its parcels or tickets locks its row first.
create table parcel_book (
    bank     text primary key,
    version  bigint not null default 1,
    floor    bigint not null default 0,
    seal_kid text,
    -- Changes of couriers and recipients that concern it, how many of them are in its tickets, and with which secret.
    people_wanted bigint not null default 1,
    people_done   bigint not null default 0,
    people_secret text
);

create table parcel (
    bank           text        not null,
    id             uuid        not null,
    state          text        not null,
    ended          boolean     not null,
    compartment    text,
    verdict        text,
    attention      text,
    courier        text,
    recipient      text,
    number         integer     not null,
    fingerprint    text,
    wanted         integer     not null,
    cancelled      boolean     not null,
    going_back     boolean     not null,
    held           boolean     not null,
    overdue        boolean     not null,
    locked         boolean     not null,
    inside_since   timestamptz,
    changed_at     timestamptz not null,
    newest_journal uuid,
    newest_epoch   bigint,
    newest_seq     bigint,
    entered_journal uuid,
    entered_epoch  bigint,
    entered_seq    bigint,
    left_journal   uuid,
    left_epoch     bigint,
    left_seq       bigint,
    -- The announcement; label is null when nobody announced it.
    label          text,
    tracking       text,
    reference      text,
    size           text,
    announced_for  text,
    reserved       text,
    reachable      boolean,
    until          timestamptz,
    announced_by   text,
    announced_at   timestamptz,
    primary key (bank, id)
) with (fillfactor = 70);
create index parcel_by_id on parcel (id);
create index parcel_open on parcel (bank, compartment) where not ended;
create index parcel_by_bank on parcel (bank, changed_at desc, id desc);
create index parcel_by_change on parcel (changed_at desc, id desc);
create index parcel_by_tracking on parcel (lower(tracking)) where tracking is not null;
create index parcel_by_reference on parcel (lower(reference)) where reference is not null;

-- Everything known about a parcel; where it stands is a fold over these in any order.
create table parcel_fact (
    bank        text        not null,
    parcel      uuid        not null,
    key         text        not null,
    at          timestamptz not null,
    received_at timestamptz not null,
    -- An entry's exact text with its place, or what the cloud did.
    journal     uuid,
    epoch       bigint,
    seq         bigint,
    json        text,
    what        text,
    done_by     text,
    number      integer,
    text        text,
    primary key (bank, parcel, key)
);

-- The newest change of each ticket of a bank; what ended stays as an empty one until its bank has said that it knows.
create table ticket (
    bank    text   not null,
    key     text   not null,
    version bigint not null,
    ticket  text,
    primary key (bank, key)
) with (fillfactor = 70);
create index ticket_by_version on ticket (bank, version);

create table trouble (
    bank        text        not null,
    journal     uuid        not null,
    epoch       bigint      not null,
    seq         bigint      not null,
    at          timestamptz not null,
    code        text        not null,
    what        text        not null,
    compartment text,
    parcel      uuid,
    primary key (bank, journal, seq)
);
create index trouble_by_code on trouble (code, at desc);

-- What recipients are to be told. One row for each parcel, news and way; who sends it takes it for a while (`next_at`).
create table notice (
    id         uuid primary key,
    bank       text        not null,
    parcel     uuid        not null,
    news       text        not null,
    kind       text        not null,
    channel    text        not null,
    target     text        not null,
    state      text        not null,
    attempts   integer     not null default 0,
    created_at timestamptz not null,
    next_at    timestamptz not null,
    ended_at   timestamptz,
    problem    text,
    unique (bank, parcel, news, channel, target)
) with (fillfactor = 70);
create index notice_due on notice (next_at) where state = 'waiting';
create index notice_by_time on notice (created_at desc, id desc);

create table recipient (
    id         text primary key,
    unit       text        not null,
    name       text        not null,
    email      text,
    language   text        not null,
    reachable  boolean     not null,
    banks      text[]      not null,
    changed_by text        not null,
    changed_at timestamptz not null,
    ended_at   timestamptz
);
-- A courier's code is kept sealed to the service's own key, which is not in here.
create table courier (
    id          text primary key,
    label       text        not null,
    sealed_code text        not null,
    valid_from  timestamptz not null,
    valid_until timestamptz not null,
    may_collect boolean     not null,
    banks       text[],
    changed_by  text        not null,
    changed_at  timestamptz not null,
    ended_at    timestamptz
);
-- Endpoints of integrators. The secret signs what goes there, so it must be known; it is sealed like a courier's code.
create table webhook (
    id            text primary key,
    url           text        not null,
    sealed_secret text        not null,
    kinds         text[],
    banks         text[],
    made_by       text        not null,
    made_at       timestamptz not null,
    ended_at      timestamptz
);
-- The public half of the key that banks seal their secrets to; replicas must agree on one.
create table seal_key (
    kid     text primary key,
    x       text        not null,
    made_at timestamptz not null
);
-- What a key of an integrator stands for.
create table parcel_request (
    actor      text        not null,
    key        text        not null,
    body_hash  bytea       not null,
    bank       text        not null,
    parcel     uuid        not null,
    created_at timestamptz not null,
    primary key (actor, key)
);

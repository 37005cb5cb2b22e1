-- The cloud's part of the remedy ladder. A step's row is committed before anything is done, and what is done is done
-- by whoever made the row: one running step for each bank, each level once for one alarm.
create table fleet_rung (
    id        uuid primary key,
    bank      text        not null,
    alarm     bigint,
    level     text        not null,
    why       text        not null,
    taken_by  text        not null,
    by_hand   boolean     not null,
    at        timestamptz not null,
    deadline  timestamptz not null,
    sent_at   timestamptz,
    answer    text,
    command   uuid,
    outcome   text,
    evidence  text,
    ended_at  timestamptz
);
create unique index fleet_rung_running on fleet_rung (bank) where ended_at is null;
create unique index fleet_rung_once on fleet_rung (alarm, level) where not by_hand;
create index fleet_rung_by_bank on fleet_rung (bank, at desc);
create index fleet_rung_by_age on fleet_rung (at desc);

-- What was last decided for a bank that needs it, in words.
create table fleet_standing (
    bank       text primary key,
    alarm      bigint      not null,
    kind       text        not null,
    words      text        not null,
    since      timestamptz not null,
    decided_at timestamptz not null
);

-- Who holds the cloud's ladder back for a bank.
create table fleet_pause (
    bank      text primary key,
    until     timestamptz not null,
    paused_by text        not null,
    reason    text        not null
);

-- Since when a bank says that it wrote more than arrived, and nothing arrives.
create table fleet_behind (
    bank    text primary key,
    journal uuid        not null,
    up_to   bigint      not null,
    since   timestamptz not null
);

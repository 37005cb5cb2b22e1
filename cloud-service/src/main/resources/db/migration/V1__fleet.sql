-- The fleet as the cloud knows it. Truth about a bank is its journal: everything below `entry` can be made again from it.

create table site (
    id        text primary key,
    name      text not null,
    time_zone text not null
);
insert into site values ('unassigned', 'Unassigned', 'UTC');

create table bank (
    id            text primary key,
    name          text not null,
    site          text not null default 'unassigned' references site,
    layout        text,
    registered_at timestamptz,
    first_seen_at timestamptz
);
create index bank_by_site on bank (site, id);

-- People and programs.
create table account (
    name          text primary key,
    password_hash text not null,
    roles         text[] not null,
    sites         text[],
    created_at    timestamptz not null default now(),
    disabled_at   timestamptz
);
create table api_key (
    id         uuid primary key,
    name       text not null,
    key_hash   bytea not null unique,
    roles      text[] not null,
    sites      text[],
    created_at timestamptz not null default now(),
    expires_at timestamptz,
    revoked_at timestamptz
);
create table audit (
    id      bigint generated always as identity primary key,
    at      timestamptz not null default now(),
    actor   text not null,
    action  text not null,
    bank    text,
    subject text,
    detail  text
);
create index audit_by_bank on audit (bank, id desc);

-- What arrived of each journal. `chains` holds the hash chain at both ends of each range of `received`.
create table journal (
    journal  uuid primary key,
    bank     text   not null,
    epoch    bigint not null,
    received int8multirange not null default '{}',
    gapped   int8multirange not null default '{}',
    chains   text   not null default '',
    up_to    bigint not null default 0
) with (fillfactor = 50);
create index journal_by_bank on journal (bank, epoch desc);

-- Which entries are in here is decided by journal.received, under its row lock; that is what keeps them unique.
create table entry (
    bank        text        not null,
    journal     uuid        not null,
    epoch       bigint      not null,
    seq         bigint      not null,
    at          timestamptz not null,
    boot        bigint      not null,
    up          bigint      not null,
    received_at timestamptz not null,
    type        text        not null,
    subject     text,
    json        text        not null
) partition by range (received_at);
create index entry_by_bank on entry (bank, epoch, seq);
-- Never used while the job that makes partitions ahead runs; keeps entries from being refused if it ever did not.
create table entry_other partition of entry default;

create table reported (
    bank        text        not null,
    subject     text        not null,
    epoch       bigint      not null,
    seq         bigint      not null,
    journal     uuid        not null,
    at          timestamptz not null,
    boot        bigint      not null,
    up          bigint      not null,
    received_at timestamptz not null,
    type        text        not null,
    json        text        not null,
    primary key (bank, subject)
) with (fillfactor = 50);

create table presence (
    bank                text primary key,
    state               text        not null,
    since               timestamptz not null,
    last_seen           timestamptz not null,
    received_at         timestamptz not null,
    at                  timestamptz not null,
    boot                bigint      not null,
    boot_id             uuid        not null,
    up                  bigint      not null,
    session             uuid        not null,
    version             text        not null,
    journal             uuid        not null,
    epoch               bigint      not null,
    next_seq            bigint      not null,
    clock_offset_millis bigint
) with (fillfactor = 50);

create table alarm (
    id              bigint generated always as identity primary key,
    bank            text        not null,
    subject         text        not null,
    kind            text        not null,
    severity        text        not null,
    raised_at       timestamptz not null,
    cleared_at      timestamptz,
    count           integer     not null default 1,
    why             text        not null,
    suggestion      text        not null,
    journal         uuid,
    epoch           bigint,
    seq             bigint,
    acknowledged_by text,
    acknowledged_at timestamptz,
    shelved_by      text,
    shelved_until   timestamptz,
    shelved_reason  text
);
create unique index alarm_open on alarm (bank, subject, kind) where cleared_at is null;
create index alarm_by_bank on alarm (bank, id desc);

create table command (
    id           uuid primary key,
    bank         text        not null,
    kind         text        not null,
    compartment  text,
    level        text,
    reason       text        not null,
    asked_by     text        not null,
    created_at   timestamptz not null,
    deadline_at  timestamptz not null,
    state        text        not null,
    ended        boolean     not null default false,
    refusal      text,
    evidence     text,
    boot_id      uuid,
    expires_up   bigint,
    sent_at      timestamptz,
    sent_session uuid
);
create index command_by_bank on command (bank, id desc);
create index command_open on command (deadline_at) where not ended;

-- The command's row is its own outbox: what is open and not confirmed goes down, see io.lockward.fleet.command.Commands.
-- Everything known about a command; its state is a fold over these in any order.
create table command_fact (
    command uuid        not null references command,
    key     text        not null,
    fact    text        not null,
    at      timestamptz not null,
    journal uuid,
    epoch   bigint,
    seq     bigint,
    refusal text,
    text    text,
    primary key (command, key)
);
create table idempotency (
    actor      text        not null,
    key        text        not null,
    body_hash  bytea       not null,
    command    uuid        not null references command,
    created_at timestamptz not null default now(),
    primary key (actor, key)
);

create table hostile_payload (
    id          bigint generated always as identity primary key,
    received_at timestamptz not null,
    topic       text        not null,
    reason      text        not null,
    detail      text        not null,
    bytes       integer     not null,
    payload     bytea       not null
);

create table telemetry (
    bank        text             not null,
    metric      text             not null,
    at          timestamptz      not null,
    received_at timestamptz      not null,
    value       double precision not null
);
create index telemetry_by_metric on telemetry (bank, metric, at);
create index telemetry_by_age on telemetry using brin (received_at);

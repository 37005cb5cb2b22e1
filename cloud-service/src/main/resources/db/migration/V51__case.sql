-- Disputes. A case keeps what was claimed, who decided, and what was found; its facts are read from the journal each
-- time, so that what comes late appears.
create table evidence_case (
    id          uuid primary key,
    bank        text        not null,
    site        text        not null,
    from_at     timestamptz not null,
    to_at       timestamptz not null,
    parcel      uuid,
    compartment text,
    claim       text        not null,
    kind        text        not null,
    state       text        not null,
    opened_by   text        not null,
    opened_at   timestamptz not null,
    decided_by  text,
    decided_at  timestamptz,
    decided_why text,
    finding     text,
    finding_by  text,
    finding_at  timestamptz,
    -- How sure the rules were when it was closed, and what they proposed then.
    certainty   text,
    proposed    text,
    closed_by   text,
    closed_at   timestamptz,
    hold        boolean     not null default false,
    hold_by     text,
    hold_at     timestamptz,
    hold_why    text
) with (fillfactor = 70);
create index evidence_case_by_time on evidence_case (opened_at desc, id desc);
create index evidence_case_by_bank on evidence_case (bank, opened_at desc);
create index evidence_case_by_parcel on evidence_case (parcel) where parcel is not null;
-- One open case for what asks for one by itself.
create unique index evidence_case_open on evidence_case (bank, kind, coalesce(parcel::text, compartment, ''))
    where kind <> 'asked' and state in ('requested', 'open');

-- The entries that asked for a case by themselves, each once, whatever became of the case.
create table case_event (
    bank    text        not null,
    journal uuid        not null,
    epoch   bigint      not null,
    seq     bigint      not null,
    at      timestamptz not null,
    case_id uuid references evidence_case,
    primary key (bank, journal, seq)
);
create index case_event_by_case on case_event (case_id, epoch, seq);

create table case_note (
    id      bigint generated always as identity primary key,
    case_id uuid        not null references evidence_case,
    at      timestamptz not null,
    by      text        not null,
    what    text        not null,
    text    text
);
create index case_note_by_case on case_note (case_id, id);

-- What a key of a caller stands for.
create table case_request (
    actor      text        not null,
    key        text        not null,
    body_hash  bytea       not null,
    case_id    uuid        not null,
    created_at timestamptz not null,
    primary key (actor, key)
);

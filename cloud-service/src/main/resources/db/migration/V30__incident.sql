-- One cause and the alarms that follow from it. An alarm of an open incident is kept and suppressed.
create table incident (
    id         bigint generated always as identity primary key,
    cause      text not null,
    subject    text not null,
    severity   text not null,
    title      text not null,
    why        text not null,
    suggestion text not null,
    opened_at  timestamptz not null,
    closed_at  timestamptz,
    -- Of an incident about this service: when a replica last said that it holds.
    seen_at    timestamptz not null
);
create unique index incident_open on incident (cause, subject) where closed_at is null;

alter table alarm add column incident bigint references incident;
create index alarm_by_incident on alarm (incident) where incident is not null;

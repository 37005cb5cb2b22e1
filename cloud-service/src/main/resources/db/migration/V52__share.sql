-- Links that hand out a package of evidence. The link's secret is not here: only what it hashes to. What it opens lies
-- beside the database, encrypted with a key that follows from the secret.
create table share (
    id             uuid        primary key,
    case_id        uuid        not null,
    bank           text        not null,
    package        text        not null,
    token_hash     bytea       not null unique,
    made_by        text        not null,
    why            text        not null,
    made_at        timestamptz not null,
    expires_at     timestamptz not null,
    downloads_left integer     not null check (downloads_left >= 0),
    bytes          bigint      not null,
    revoked_at     timestamptz,
    revoked_by     text,
    removed_at     timestamptz
);
create index share_by_case on share (case_id, made_at);
create index share_to_remove on share (expires_at) where removed_at is null;

-- Every time somebody followed one, also in vain.
create table share_opening (
    id      bigint      generated always as identity primary key,
    share   uuid        not null references share on delete cascade,
    at      timestamptz not null,
    what    text        not null,
    address text        not null
);
create index share_opening_by_share on share_opening (share, at);

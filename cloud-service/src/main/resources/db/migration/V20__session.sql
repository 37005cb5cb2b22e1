-- Signed-in people. Only the hash of what their cookie carries.
create table session (
    token_hash bytea primary key,
    account    text        not null references account on delete cascade,
    created_at timestamptz not null,
    seen_at    timestamptz not null,
    expires_at timestamptz not null
);
create index session_by_age on session (expires_at);

-- A key is reserved before the command is asked for, so that a crash in between cannot ask twice.
alter table idempotency drop constraint if exists idempotency_command_fkey;

-- A bank's own key. What it signs with it counts; `key_set_at` lets every replica see new keys soon.
alter table bank add column public_key text, add column key_set_at timestamptz;
create index bank_by_key_set_at on bank (key_set_at) where public_key is not null;

-- Whether the newest word is signed with the registered key. Commands go to no other bank.
alter table presence add column proven boolean not null default false;

-- The whole command as it goes over the wire, whatever its kind.
alter table command add column cmd text;
update command set cmd = case kind
    when 'unlock' then json_build_object('kind', kind, 'compartment', compartment)::text
    else json_build_object('kind', kind, 'level', level)::text end;
alter table command alter column cmd set not null;

create table diagnostics (
    bank        text        not null,
    command     uuid        not null,
    received_at timestamptz not null,
    at          timestamptz not null,
    boot        bigint      not null,
    up          bigint      not null,
    jws         text        not null,
    primary key (bank, command)
);

-- The key sets the offline root signed. The newest is what every bank is to have.
create table key_set (
    version bigint primary key,
    jws     text        not null,
    put_by  text        not null,
    put_at  timestamptz not null
);

-- What each bank is to be configured with.
create table desired (
    bank     text primary key,
    version  bigint      not null,
    settings text        not null,
    put_by   text        not null,
    put_at   timestamptz not null
);

-- When which order last went to a bank, so that it is neither forgotten nor shouted.
create table standing_order (
    bank     text        not null,
    kind     text        not null,
    version  bigint      not null,
    sent_at  timestamptz not null,
    times    integer     not null,
    session  uuid        not null,
    primary key (bank, kind)
);

-- Which key set which bank has; read every second or two by what was reported since.
create index reported_keys on reported (received_at) where subject = 'keys';

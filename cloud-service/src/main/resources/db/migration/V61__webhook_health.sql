-- An endpoint can rest: what it would hear of waits until it goes on.
alter table webhook
    add column paused_by text,
    add column paused_at timestamptz;

-- When a notice was last taken to be sent, when that try ended, and the HTTP status it ended with. One whose try has
-- not ended is on its way and must not be hurried.
alter table notice
    add column taken_at timestamptz,
    add column tried_at timestamptz,
    add column status   integer;

create index notice_by_target on notice (target, created_at desc, id desc);
-- Few at any time: an endpoint's health is told by these.
create index notice_unsent on notice (target, state) where state in ('waiting', 'dead');
create index notice_sent on notice (target, ended_at) where state = 'sent';

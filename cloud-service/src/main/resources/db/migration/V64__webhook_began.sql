-- Since when an endpoint is there under its id: what was given up for one that was removed before is not its own.
-- Another secret or address (made_at) does not begin it anew.
alter table webhook add column began_at timestamptz;
-- Of those that are there already nobody kept when they began; what they ever gave up goes on counting.
update webhook set began_at = '-infinity';
alter table webhook alter column began_at set not null;

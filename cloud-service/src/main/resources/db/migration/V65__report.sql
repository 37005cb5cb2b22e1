-- For each deposit and pickup of a month a report asks whether somebody helped from afar. Without this it read all commands
-- of the bank each time. Commands are few beside entries, and ingest writes none.
create index command_unlocks on command (bank, created_at) where kind in ('unlock', 'unlock-all');

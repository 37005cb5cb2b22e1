-- A courier who calibrates sensors at the screen, and delivers nothing.
alter table courier add column may_calibrate boolean not null default false;

-- Signs of force that nobody has taken: looked for every 20 s.
create index alarm_force on alarm (raised_at) where kind in ('forced-entry', 'tamper') and acknowledged_at is null;

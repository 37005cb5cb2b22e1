-- A bank's newest signature is a reported subject from now on; those that came before are known too.
insert into reported (bank, subject, epoch, seq, journal, at, boot, up, received_at, type, json)
select distinct on (bank) bank, 'checkpoint', epoch, seq, journal, at, boot, up, received_at, type, json
from entry where type = 'journal.checkpoint' order by bank, epoch desc, seq desc
on conflict do nothing;

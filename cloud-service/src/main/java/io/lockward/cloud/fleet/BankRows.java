package io.lockward.cloud.fleet;

/// The one query behind every bank that is shown.
final class BankRows {
    static final String SQL = """
            select b.id, b.name, b.layout, b.registered_at is not null as registered,
                   s.id as site_id, s.name as site_name, s.time_zone,
                   p.state, p.since, p.last_seen, p.at as said_at, p.boot, p.boot_id, p.up, p.session, p.version,
                   p.journal as said_journal, p.epoch as said_epoch, p.next_seq, p.clock_offset_millis, p.proven,
                   b.public_key, b.key_set_at,
                   r.bank, r.subject, r.journal, r.epoch, r.seq, r.received_at, r.type, r.json,
                   d.doors, d.open, d.jammed,
                   (select count(*) from jsonb_path_query(b.layout::jsonb, '$.columns[*].compartments[*]')) as laid_out
            from bank b join site s on s.id = b.site
            left join presence p on p.bank = b.id
            left join reported r on r.bank = b.id and r.subject = 'power'
            left join lateral (
                select count(*) as doors, count(*) filter (where type = 'door.opened') as open,
                       count(*) filter (where type = 'door.jammed') as jammed
                from reported where bank = b.id and subject like 'door/%') d on true
            where true""";

    private BankRows() {}
}

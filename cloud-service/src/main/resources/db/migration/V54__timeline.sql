-- Entries by time, for timelines. Entries arrive about in the order of time, so a block range index finds a span and costs
-- next to nothing to keep; outliers (a clock that was wrong) do not widen a range with the multi-range operators.
create index entry_by_time on entry using brin (at timestamptz_minmax_multi_ops) with (pages_per_range = 16);

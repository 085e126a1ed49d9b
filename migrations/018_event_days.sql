-- A day as a film: events by the clock, and which days have any. Measured: without it, every look at a day reads the whole record.
create index ops_agent_events_time on ops_agent_events (created_at, seq);

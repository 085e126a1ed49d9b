-- Events: the append-only record of everything that happened, each with its cause.
create table ops_agent_events (
  id uuid primary key default gen_random_uuid(),
  seq bigint generated always as identity unique,
  -- the writing transaction: identity values become visible out of order, so live streams follow (tx, seq) below the oldest open one
  tx xid8 not null default pg_current_xact_id(),
  agent_id text not null,
  kind text not null,
  title text not null,
  summary text not null default '',
  tags text[] not null default '{}',
  metadata jsonb not null default '{}',
  cause_kind text not null default 'person',
  cause_id text,
  -- how many links lie between this event and the one that started the chain
  depth int not null default 0,
  mission_id uuid,
  step_id uuid,
  untrusted boolean not null default false,
  created_at timestamptz not null default now()
);
create index ops_agent_events_stream on ops_agent_events (tx, seq);
create index ops_agent_events_kind on ops_agent_events (kind, created_at);
create index ops_agent_events_agent on ops_agent_events (agent_id, created_at);
create index ops_agent_events_mission on ops_agent_events (mission_id, seq) where mission_id is not null;
create index ops_agent_events_cause on ops_agent_events (cause_id) where cause_id is not null;

create function ops_agent_events_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'ops_agent_events is append-only: an event is never changed or deleted';
end $$;
create trigger ops_agent_events_append_only before update or delete on ops_agent_events
  for each row execute function ops_agent_events_append_only();

alter table ops_agent_events enable row level security;

-- Memories: structured knowledge distilled from experience, not chat history (the tutorial's own table).
create table ops_agent_memory (
  id uuid primary key default gen_random_uuid(),
  agent_id text not null,
  type text not null check (type in ('insight', 'pattern', 'strategy', 'preference', 'lesson')),
  content text not null,
  confidence numeric(3, 2) not null default 0.60 check (confidence between 0 and 1),
  tags text[] not null default '{}',
  -- what it came from; the same source never writes twice
  source_trace_id text,
  superseded_by uuid references ops_agent_memory (id),
  untrusted boolean not null default false,
  cause_kind text not null default 'person',
  cause_id text,
  created_at timestamptz not null default now()
);
create unique index ops_agent_memory_trace on ops_agent_memory (agent_id, source_trace_id) where source_trace_id is not null;
create index ops_agent_memory_live on ops_agent_memory (agent_id, created_at desc) where superseded_by is null;

alter table ops_agent_memory enable row level security;

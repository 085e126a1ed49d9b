-- Relationships: one row per pair, in alphabetical order so that a pair cannot be stored twice (the tutorial's own table).
create table ops_agent_relationships (
  id uuid primary key default gen_random_uuid(),
  agent_a text not null,
  agent_b text not null,
  affinity numeric(3, 2) not null default 0.50 check (affinity between 0.10 and 0.95),
  total_interactions int not null default 0,
  positive_interactions int not null default 0,
  negative_interactions int not null default 0,
  -- the last 20 changes: {drift, reason, conversation_id, affinity, at}
  drift_log jsonb not null default '[]',
  backstory text not null default '',
  seeded_affinity numeric(3, 2) not null default 0.50,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (agent_a, agent_b),
  check (agent_a < agent_b)
);

alter table ops_agent_relationships enable row level security;

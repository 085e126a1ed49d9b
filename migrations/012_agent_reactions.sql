-- Reactions: events that matched the reaction matrix, waiting for the next heartbeat to turn them into proposals.
create table ops_agent_reactions (
  id uuid primary key default gen_random_uuid(),
  event_id uuid not null,
  -- the pattern that matched, as a stable text: source/tags/target/type
  pattern text not null,
  source_agent text not null,
  target_agent text not null,
  type text not null,
  status text not null default 'queued' check (status in ('queued', 'proposed', 'rejected', 'failed')),
  proposal_id uuid,
  reason text,
  depth int not null default 0,
  created_at timestamptz not null default now(),
  processed_at timestamptz,
  unique (event_id, pattern)
);
create index ops_agent_reactions_queue on ops_agent_reactions (created_at, id) where status = 'queued';
create index ops_agent_reactions_cooldown on ops_agent_reactions (pattern, created_at desc);

alter table ops_agent_reactions enable row level security;

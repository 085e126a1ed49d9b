-- Initiatives: the heartbeat only notes that an agent is due; a worker asks the model and goes through the one intake.
create table ops_initiative_queue (
  id uuid primary key default gen_random_uuid(),
  agent_id text not null,
  status text not null default 'queued' check (status in ('queued', 'running', 'proposed', 'failed')),
  -- why it was due: how many memories, which lesson
  reason text not null,
  memory_ids uuid[] not null default '{}',
  proposal_id uuid,
  -- what the model proposed
  idea jsonb,
  cause_kind text not null default 'memory',
  cause_id text,
  run_after timestamptz not null default now(),
  reserved_by text,
  lease_expires_at timestamptz,
  attempt int not null default 0,
  last_error text,
  created_at timestamptz not null default now(),
  finished_at timestamptz
);
create index ops_initiative_queue_live on ops_initiative_queue (run_after) where status in ('queued', 'running');
create index ops_initiative_queue_agent on ops_initiative_queue (agent_id, created_at desc);

alter table ops_initiative_queue enable row level security;

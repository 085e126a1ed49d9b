-- Missions: accepted proposals at work. A mission's steps run one after the other.
create table ops_missions (
  id uuid primary key default gen_random_uuid(),
  proposal_id uuid not null unique references ops_mission_proposals (id),
  title text not null,
  status text not null default 'approved' check (status in ('approved', 'running', 'succeeded', 'failed', 'cancelled')),
  -- the agent that carries it out
  created_by text not null,
  priority int not null default 0,
  -- why it failed or was cancelled
  reason text,
  cause_kind text not null default 'proposal',
  cause_id text,
  depth int not null default 0,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz
);
create index ops_missions_recent on ops_missions (created_at desc);
create index ops_missions_live on ops_missions (created_at) where status in ('approved', 'running');

alter table ops_missions enable row level security;

-- Heartbeat runs: one row each, with what every job did, how long it took and what went wrong.
create table ops_action_runs (
  id uuid primary key default gen_random_uuid(),
  action text not null default 'heartbeat',
  -- scheduler | api | cli
  source text not null,
  status text not null check (status in ('running', 'succeeded', 'partial', 'failed')),
  jobs jsonb not null default '[]',
  started_at timestamptz not null default now(),
  finished_at timestamptz
);
create index ops_action_runs_recent on ops_action_runs (started_at desc);
-- "Is one under way?" is asked at every heartbeat; at most one row ever answers. It also makes a second one impossible.
create unique index ops_action_runs_running on ops_action_runs (action) where status = 'running';

-- Workers that are or were alive.
create table ops_workers (
  worker_id text primary key,
  host text not null,
  pid int not null,
  kinds text[] not null,
  running int not null default 0,
  started_at timestamptz not null,
  seen_at timestamptz not null,
  stopped_at timestamptz
);

alter table ops_action_runs enable row level security;
alter table ops_workers enable row level security;

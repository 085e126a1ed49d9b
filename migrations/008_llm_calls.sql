-- Model calls: a row is reserved at its worst-case price BEFORE the call and settled after it, so the daily cap cannot be overrun.
create table ops_llm_calls (
  id uuid primary key default gen_random_uuid(),
  purpose text not null,
  provider text not null,
  model text not null,
  agent_id text not null,
  cause_kind text not null,
  cause_id text,
  mission_id uuid,
  status text not null default 'reserved' check (status in ('reserved', 'succeeded', 'failed')),
  -- the reservation while reserved, the real cost once settled; a lost call keeps its reservation
  cost_usd numeric(12, 6) not null,
  -- usage or price was missing and had to be estimated upward
  estimated boolean not null default false,
  input_tokens int,
  cached_input_tokens int,
  output_tokens int,
  latency_ms int,
  warnings jsonb not null default '[]',
  error text,
  created_at timestamptz not null default now(),
  finished_at timestamptz
);
create index ops_llm_calls_day on ops_llm_calls (created_at);
create index ops_llm_calls_cause on ops_llm_calls (cause_id) where cause_id is not null;

alter table ops_llm_calls enable row level security;

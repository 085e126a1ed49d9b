-- The roundtable: conversations wait in a queue, a worker says one turn at a time, every turn is a row the moment it is said.
create table ops_roundtable_queue (
  id uuid primary key default gen_random_uuid(),
  format text not null,
  topic text not null,
  participants text[] not null check (cardinality(participants) >= 1),
  status text not null default 'pending'
    check (status in ('pending', 'running', 'distilling', 'completed', 'failed', 'cancelled')),
  -- schedule | person | opening
  source text not null default 'schedule',
  -- the slot of the day it fills, as '2026-03-02/06:00'
  slot text unique,
  -- turns it is meant to have; a person who joins makes it longer
  planned_turns int not null check (planned_turns between 1 and 60),
  turn_count int not null default 0,
  -- turns whose answer could not be used
  skipped_turns int not null default 0,
  temperature numeric(3, 2),
  -- who still owes a person an answer
  awaiting text[] not null default '{}',
  -- why this topic and these people: memory or affinity, what was held out
  influence jsonb not null default '{}',
  -- voice modifiers by agent, derived once when it starts
  voices jsonb,
  -- why it ended
  end_reason text,
  -- what was distilled, and what was clamped or dropped on the way
  distillation jsonb,
  untrusted boolean not null default false,
  cause_kind text not null default 'person',
  cause_id text,
  depth int not null default 0,
  run_after timestamptz not null default now(),
  reserved_by text,
  lease_expires_at timestamptz,
  -- claims since the last success; the fence of a claim is claim_seq
  attempt int not null default 0,
  claim_seq int not null default 0,
  last_error text,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz
);
create index ops_roundtable_queue_live on ops_roundtable_queue (run_after) where status in ('pending', 'running', 'distilling');
create index ops_roundtable_queue_recent on ops_roundtable_queue (created_at desc);

create table ops_roundtable_turns (
  id uuid primary key default gen_random_uuid(),
  conversation_id uuid not null references ops_roundtable_queue (id),
  turn int not null,
  -- the agent who spoke, or who of the people
  speaker text not null,
  by_person boolean not null default false,
  dialogue text not null,
  -- supportive | agreement | neutral | critical | challenge
  tone text not null default 'neutral',
  reply_to text,
  -- the weights of the draw that chose this speaker: {agent: {weight, affinity, recency, jitter}}
  weights jsonb not null default '{}',
  -- memories that stood in the speaker's prompt
  memory_ids uuid[] not null default '{}',
  prompt_tokens int not null default 0,
  -- what sanitising took away, and what hygiene noticed
  notes text[] not null default '{}',
  untrusted boolean not null default false,
  created_at timestamptz not null default now(),
  unique (conversation_id, turn)
);
create index ops_roundtable_turns_recent on ops_roundtable_turns (created_at desc);

-- The day's plan: 24 slots drawn when the day begins, each with what became of it. One row per slot and day: two heartbeats fill a slot once.
create table ops_roundtable_slots (
  day date not null,
  slot text not null,
  name text not null,
  format text not null,
  probability numeric(3, 2) not null,
  roll numeric(6, 5) not null,
  -- the order in which the slots that came up share the day's limit
  rank int not null,
  status text not null default 'open' check (status in ('open', 'enqueued', 'skipped', 'missed')),
  reason text,
  conversation_id uuid references ops_roundtable_queue (id),
  decided_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (day, slot)
);

alter table ops_roundtable_queue enable row level security;
alter table ops_roundtable_turns enable row level security;
alter table ops_roundtable_slots enable row level security;

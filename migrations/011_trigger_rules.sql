-- Trigger rules: when a condition holds, propose work for an agent.
create table ops_trigger_rules (
  name text primary key,
  trigger_event text not null,
  kind text not null check (kind in ('reactive', 'proactive')),
  conditions jsonb not null default '{}',
  action_config jsonb not null default '{}',
  cooldown_minutes int not null default 60 check (cooldown_minutes >= 0),
  enabled boolean not null default true,
  fire_count int not null default 0,
  last_fired_at timestamptz,
  -- proactive rules: the earliest moment of the next firing, cooldown and jitter included
  next_due_at timestamptz,
  -- rules are evaluated least recently checked first, so what a budget cut off is first next time
  last_checked_at timestamptz,
  -- fired | not_fired | skipped | rejected | error | cut: what the last check came to, in words
  last_result text,
  topic_index int not null default 0,
  created_at timestamptz not null default now(),
  updated_by text not null default 'sql'
);

alter table ops_trigger_rules enable row level security;

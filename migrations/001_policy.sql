-- Policies: every number and switch an operator may change at run time, and each change that was ever made.
-- Times and ids come from the application's clock; the defaults serve rows that a person inserts by hand.
create table ops_policy (
  key text primary key,
  value jsonb not null default '{}',
  updated_at timestamptz not null default now(),
  updated_by text not null default 'sql'
);

-- Who changed what, when and why; before is null for the first value.
create table ops_policy_history (
  id uuid primary key default gen_random_uuid(),
  key text not null,
  before jsonb,
  after jsonb,
  changed_by text not null,
  reason text not null default '',
  changed_at timestamptz not null default now()
);
create index ops_policy_history_key on ops_policy_history (key, changed_at desc);

alter table ops_policy enable row level security;
alter table ops_policy_history enable row level security;

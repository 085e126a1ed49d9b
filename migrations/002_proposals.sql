-- Proposals: the one door through which work enters. Rejections are rows too, with the gate that refused and its reason.
create table ops_mission_proposals (
  id uuid primary key default gen_random_uuid(),
  agent_id text not null,
  title text not null,
  status text not null default 'pending' check (status in ('pending', 'accepted', 'rejected')),
  proposed_steps jsonb not null default '[]',
  -- api | trigger | reaction | person | initiative | action_item
  source text not null,
  priority int not null default 0,
  -- the gate that rejected it or that holds it for a person, and the sentence a person reads
  gate text,
  reason text,
  cause_kind text not null,
  cause_id text,
  depth int not null default 0,
  -- the text came from outside (web, model): a person sees the mark before approving
  untrusted boolean not null default false,
  -- asked twice with the same key = one proposal
  dedupe_key text unique,
  decided_by text,
  decided_at timestamptz,
  created_at timestamptz not null default now(),
  check (status <> 'rejected' or reason is not null)
);
create index ops_mission_proposals_pending on ops_mission_proposals (created_at) where status = 'pending';
create index ops_mission_proposals_recent on ops_mission_proposals (created_at desc);
create index ops_mission_proposals_agent_day on ops_mission_proposals (agent_id, created_at);

create index ops_mission_proposals_cause on ops_mission_proposals (cause_id) where cause_id is not null;

alter table ops_mission_proposals enable row level security;

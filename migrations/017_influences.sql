-- Does it pay? Every choice that a memory or an affinity may have changed, whether it did, and whether it was held back by chance for comparison.
create table ops_influences (
  id uuid primary key default gen_random_uuid(),
  -- topic: what to work on or talk about; pairing: who talks; initiative: what to propose
  kind text not null check (kind in ('topic', 'pairing', 'initiative')),
  agent_id text not null,
  -- the trigger rule, the format or the initiative that chose
  chooser text not null,
  -- memory or affinity changed the choice
  influenced boolean not null,
  -- it could have, and chance held it back: the comparison
  held_out boolean not null,
  memory_id uuid references ops_agent_memory (id),
  base text not null,
  chosen text not null,
  proposal_id uuid,
  conversation_id uuid,
  created_at timestamptz not null default now(),
  check (not (influenced and held_out))
);
create index ops_influences_recent on ops_influences (created_at desc);
create index ops_influences_proposal on ops_influences (proposal_id) where proposal_id is not null;
create index ops_influences_conversation on ops_influences (conversation_id) where conversation_id is not null;

-- The day's conversations, and what a mission taught, are looked up by cause.
create index ops_agent_memory_cause on ops_agent_memory (cause_id) where cause_id is not null;
create unique index ops_tweet_metrics_once on ops_tweet_metrics (post_id, observed_at);
create index ops_artifacts_newest on ops_artifacts (created_at desc);
-- Where the numbers come from: x (the metrics job), csv (an analytics export), person.
alter table ops_tweet_metrics add column source text not null default 'person';

alter table ops_influences enable row level security;

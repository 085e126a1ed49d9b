-- A memory's life: where it came from, who used it, why it was replaced, what a person said about it.
alter table ops_agent_memory
  add column conversation_id uuid references ops_roundtable_queue (id),
  add column turn int,
  add column superseded_reason text,
  add column superseded_at timestamptz,
  -- a person's word: pinned memories are never replaced or decayed; retired ones (wrong, forgotten, decayed) are no longer used
  add column pinned boolean not null default false,
  add column retired_at timestamptz,
  add column retired_by text,
  add column retired_reason text,
  -- lifted to long-term memory: no decay, replaced last
  add column promoted_at timestamptz,
  add column last_used_at timestamptz,
  add column use_count int not null default 0,
  add column search tsvector generated always as (to_tsvector('english'::regconfig, content)) stored;

drop index ops_agent_memory_live;
create index ops_agent_memory_live on ops_agent_memory (agent_id, created_at desc) where superseded_by is null and retired_at is null;
create index ops_agent_memory_search on ops_agent_memory using gin (search);
create index ops_agent_memory_conversation on ops_agent_memory (conversation_id) where conversation_id is not null;

-- Artifacts: what the agents made, readable by a person: articles, findings, drafts, reviews, diagnoses.
create table ops_artifacts (
  id uuid primary key default gen_random_uuid(),
  agent_id text not null,
  kind text not null,
  title text not null,
  -- markdown
  body text not null,
  data jsonb not null default '{}',
  -- [{url, title}]
  sources jsonb not null default '[]',
  -- canonical address of a crawled page
  url text,
  content_hash text not null,
  untrusted boolean not null default false,
  mission_id uuid,
  step_id uuid,
  created_at timestamptz not null default now()
);
create index ops_artifacts_recent on ops_artifacts (kind, created_at desc);
create index ops_artifacts_mission on ops_artifacts (mission_id) where mission_id is not null;
-- One article under three addresses is one artifact; a step that is run again after a crash finds its own.
create unique index ops_artifacts_article on ops_artifacts (url, content_hash) where kind = 'article';
create unique index ops_artifacts_step on ops_artifacts (step_id, kind, content_hash) where step_id is not null;

-- What a web server told us about a page, so that the next request can be conditional.
create table ops_crawl_pages (
  url text primary key,
  etag text,
  last_modified text,
  artifact_id uuid,
  fetched_at timestamptz not null
);

-- Feed items already seen, so that a feed yields each item once.
create table ops_feed_items (
  feed_url text not null,
  item_key text not null,
  title text not null,
  url text not null,
  published_at timestamptz,
  seen_at timestamptz not null,
  step_id uuid,
  primary key (feed_url, item_key)
);

alter table ops_artifacts enable row level security;
alter table ops_crawl_pages enable row level security;
alter table ops_feed_items enable row level security;

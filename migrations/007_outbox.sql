-- The outbox: every post that would leave the company, with the state that makes a second sending impossible.
--   ready -> would_post                                  posting is switched off or has no keys
--   ready -> sending -> posted | refused | unconfirmed   unconfirmed: the answer was lost; the timeline decides, never a second post
create table ops_outbox (
  id uuid primary key default gen_random_uuid(),
  draft_id uuid not null unique references ops_artifacts (id),
  agent_id text not null,
  mission_id uuid,
  step_id uuid,
  text text not null,
  text_hash text not null,
  status text not null default 'ready'
    check (status in ('ready', 'sending', 'posted', 'would_post', 'refused', 'unconfirmed')),
  x_post_id text,
  price_usd numeric(10, 4) not null default 0,
  checks int not null default 0,
  error text,
  created_at timestamptz not null default now(),
  sending_at timestamptz,
  settled_at timestamptz
);
create unique index ops_outbox_text on ops_outbox (text_hash) where status in ('ready', 'sending', 'posted', 'unconfirmed');
create index ops_outbox_recent on ops_outbox (created_at desc);

-- Measured engagement of posts; read by triggers and, later, by learning.
create table ops_tweet_metrics (
  id uuid primary key default gen_random_uuid(),
  draft_id uuid,
  post_id text not null,
  impressions int not null default 0,
  engagements int not null default 0,
  engagement_rate numeric(8, 6) not null default 0,
  observed_at timestamptz not null default now(),
  created_at timestamptz not null default now()
);
create index ops_tweet_metrics_observed on ops_tweet_metrics (observed_at desc);

alter table ops_outbox enable row level security;
alter table ops_tweet_metrics enable row level security;

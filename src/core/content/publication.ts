/** Publishing: what became of a draft that was sent out. */
export type Publication =
  | { status: 'posted'; outboxId: string; postId: string; text: string }
  /** Posting is off or has no keys: the outbox shows what would have been posted. */
  | { status: 'would_post'; outboxId: string; reason: string; text: string }
  | { status: 'refused'; outboxId: string | null; reason: string; text: string };

export type OutboxRow = {
  id: string;
  draft_id: string;
  agent_id: string;
  mission_id: string | null;
  step_id: string | null;
  text: string;
  text_hash: string;
  status: 'ready' | 'sending' | 'posted' | 'would_post' | 'refused' | 'unconfirmed';
  x_post_id: string | null;
  price_usd: number;
  checks: number;
  error: string | null;
  created_at: Date;
  sending_at: Date | null;
  settled_at: Date | null;
};

export type MetricRow = {
  id: string;
  draft_id: string | null;
  post_id: string;
  impressions: number;
  engagements: number;
  engagement_rate: number;
  observed_at: Date;
};

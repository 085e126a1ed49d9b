/** Artifacts: what agents make. */
import type { JsonObject } from '../company.ts';

export type ArtifactKind =
  | 'article'
  | 'signals'
  | 'finding'
  | 'research'
  | 'draft'
  | 'tweet_draft'
  | 'post'
  | 'review'
  | 'diagnosis'
  | 'deployment';
export type Source = { url: string; title: string };

export type NewArtifact = {
  kind: ArtifactKind;
  title: string;
  /** markdown */
  body: string;
  data: JsonObject;
  sources: Source[];
  /** canonical address (articles) */
  url?: string;
  untrusted: boolean;
};

export type ArtifactRow = {
  id: string;
  agent_id: string;
  kind: ArtifactKind;
  title: string;
  body: string;
  data: JsonObject;
  sources: Source[];
  url: string | null;
  content_hash: string;
  untrusted: boolean;
  mission_id: string | null;
  step_id: string | null;
  created_at: Date;
};

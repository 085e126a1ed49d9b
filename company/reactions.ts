/** Who answers whom: the shipped reaction matrix, and what each type of reaction proposes. */
import type { JsonObject, ProposedStep, ReactionEvent, ReactionPattern, ReactionType, TriggerProposal } from '../src/core/company.ts';
import { InvalidInput } from '../src/core/errors.ts';
import { subjectOf, titled } from './subjects.ts';

/**
 * Seeded into the policy `reaction_matrix` and edited there; cooldowns in minutes. Signals → finding → draft → post closes the loop, and the
 * policy `causality` ends every chain.
 */
export const reactionMatrix: ReactionPattern[] = [
  { source: '*', tags: ['mission_failed'], target: 'brain', type: 'diagnose', probability: 1, cooldown: 60 },
  { source: 'twitter-alt', tags: ['tweet', 'posted'], target: 'growth', type: 'analyze', probability: 0.3, cooldown: 120 },
  { source: '*', tags: ['signals', 'found'], target: 'brain', type: 'analyze', probability: 1, cooldown: 30 },
  { source: '*', tags: ['finding', 'insight'], target: 'twitter-alt', type: 'draft_tweet', probability: 0.9, cooldown: 30 },
  { source: '*', tags: ['research', 'brief'], target: 'creator', type: 'write_content', probability: 0.6, cooldown: 240 },
  { source: '*', tags: ['content', 'published'], target: 'twitter-alt', type: 'draft_tweet', probability: 0.7, cooldown: 120 },
  { source: '*', tags: ['tweet', 'drafted'], target: 'twitter-alt', type: 'post_tweet', probability: 1, cooldown: 0 },
  { source: '*', tags: ['tweet', 'would_post'], target: 'observer', type: 'review', probability: 0.3, cooldown: 180 },
];

type Answer = { title: string; payload: JsonObject; dedupeKey?: string };

/** One step per reaction: the type is the step kind. A repeated delivery of the same event asks for the same work once. */
function answering(kind: string, build: (event: ReactionEvent) => Answer): ReactionType {
  return {
    type: kind,
    propose(event, target): TriggerProposal {
      const { title, payload, dedupeKey } = build(event);
      const steps: ProposedStep[] = [{ kind, payload }];
      const dedupe_key = dedupeKey ?? `reaction:${kind}:${target}:${event.id}`;
      return { agent_id: target, title, proposed_steps: steps, dedupe_key, untrusted: event.untrusted };
    },
  };
}

/** @throws InvalidInput inside `propose` when the event lacks what the work would be about, or when the answer must not be given */
export const reactionTypes: ReactionType[] = [
  answering('analyze', (event) => {
    if (event.tags.includes('tweet')) {
      return {
        title: titled('performance', subjectOf(event.title)),
        payload: { topic: 'tweet performance', scope: 'tweet-performance', ...artifactsOf(event) },
      };
    }
    const topic = subjectOf(event.title);
    return { title: titled('analyze', topic), payload: { topic, scope: 'signals', ...artifactsOf(event) } };
  }),
  answering('research', (event) => {
    const topic = subjectOf(event.title);
    return { title: titled('research', topic), payload: { topic } };
  }),
  answering('write_content', (event) => {
    const topic = subjectOf(event.title);
    return { title: titled('write', topic), payload: { topic, ...artifactsOf(event) } };
  }),
  answering('draft_tweet', (event) => {
    const topic = subjectOf(event.title);
    return { title: titled('tweet', topic), payload: { topic, ...artifactsOf(event) } };
  }),
  answering('post_tweet', (event) => {
    const draft = artifactIds(event)[0];
    if (!draft)
      throw new InvalidInput(
        'metadata.artifact_ids',
        'post_tweet: the event names no draft in metadata.artifact_ids; there is nothing to post',
      );
    return { title: titled('post', subjectOf(event.title)), payload: { draft_id: draft }, dedupeKey: `post:${draft}` };
  }),
  answering('review', (event): Answer => {
    const artifact = artifactIds(event)[0];
    const topic = subjectOf(event.title);
    if (!artifact) return { title: titled('review', topic), payload: { topic } };
    return { title: titled('review', topic), payload: { artifact_id: artifact }, dedupeKey: `review:${artifact}` };
  }),
  answering('diagnose', (event) => {
    if (!event.mission_id)
      throw new InvalidInput('mission_id', 'diagnose: the event belongs to no mission, so there is nothing to diagnose');
    if (event.tags.includes('diagnosis')) throw new InvalidInput('tags', 'diagnose: a diagnosis that failed is not diagnosed again');
    return {
      title: titled('diagnose', subjectOf(event.title)),
      payload: { mission_id: event.mission_id },
      dedupeKey: `diagnose:${event.mission_id}`,
    };
  }),
];

/** At most as many as a step takes; more would only repeat the newest ones. */
const MAX_ARTIFACTS = 10;

export function artifactIds(event: { metadata: JsonObject }): string[] {
  const ids = event.metadata.artifact_ids;
  return Array.isArray(ids) ? ids.filter((id) => typeof id === 'string').slice(0, MAX_ARTIFACTS) : [];
}

function artifactsOf(event: ReactionEvent): JsonObject {
  const ids = artifactIds(event);
  return ids.length ? { artifact_ids: ids } : {};
}

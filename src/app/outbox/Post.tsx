'use client';
/** One post: its text, how it stands and why, who let it go, its numbers, and what a person can say about it. */
import type { AgentTag } from '../../read/agent-tags.ts';
import type { PostView } from '../../read/outbox.ts';
import { Age } from '../browser/Clock.tsx';
import { SafeLink } from '../browser/Markdown.tsx';
import controls from '../controls.module.css';
import { AgentName } from '../records/AgentName.tsx';
import { counted, usd } from '../records/words.ts';
import styles from './outbox.module.css';
import { POST_WORDS, postAddress } from './outbox-words.ts';
import { Settle } from './Settle.tsx';

type Props = { post: PostView; agents: readonly AgentTag[]; onSettled(): void };

export function Post({ post, agents, onSettled }: Props) {
  const words = POST_WORDS[post.status];
  const address = postAddress(post.x_post_id);
  return (
    <li className={styles.post} data-status={post.status}>
      <p className={styles.state}>
        <span aria-hidden="true">{words.mark}</span> {words.label}
      </p>
      <div className={styles.body}>
        <p className={styles.text}>{post.text}</p>
        <p className={styles.facts}>
          <AgentName id={post.agent_id} agents={agents} />
          <Age at={post.settled_at ?? post.sending_at ?? post.created_at} suffix=" ago" />
          <span>{approval(post.approved_by)}</span>
          <span>{usd(post.price_usd)}</span>
          {post.checks > 0 && <span>timeline read {counted(post.checks, 'time')}</span>}
          <code title="The beginning of the text’s fingerprint: the same text never leaves twice">#{post.hash}</code>
          {post.untrusted && <span className={controls.outside}>outside text</span>}
        </p>
        {post.reason && <p className={styles.reason}>{post.reason}</p>}
        {post.metrics && (
          <p className={styles.metrics}>
            {counted(post.metrics.impressions, 'impression')} · {counted(post.metrics.engagements, 'engagement')} ·{' '}
            <Age at={post.metrics.at} suffix=" ago" />
          </p>
        )}
        <p className={styles.meaning}>{words.meaning}</p>
        <p className={styles.links}>
          {address && <SafeLink href={address}>See it on X</SafeLink>}
          {post.x_post_id && !address && <span>post id {post.x_post_id}</span>}
          <a href={`/library/${post.draft_id}`}>The draft</a>
          {post.mission_id && <a href={`/missions/${post.mission_id}`}>Its mission</a>}
          <a href={`/why/${post.id}`}>Why?</a>
        </p>
        {post.can.length > 0 && <Settle post={post} onSettled={onSettled} />}
      </div>
    </li>
  );
}

function approval(by: string | null): string {
  if (by === null) return 'nobody’s approval is recorded';
  return by === 'policy' ? 'approved by policy' : `approved by ${by}`;
}

/** The states of a post in a person's words, and what can be done about each. Pure. */
import type { PostStatus } from '../../read/outbox.ts';

type Words = { label: string; mark: string; meaning: string };

export const POST_WORDS: Record<PostStatus, Words> = {
  ready: {
    label: 'approved',
    mark: '○',
    meaning: 'It waits for its turn. To hold it back, cancel its mission.',
  },
  sending: {
    label: 'sending',
    mark: '◐',
    meaning: 'A worker is talking to X. If that worker has died, the next try looks at the timeline; nothing is sent twice.',
  },
  unconfirmed: {
    label: 'needs a look',
    mark: '?',
    meaning:
      'X’s answer was lost, so it may be there or not. The company reads the timeline and never sends it again. You can look yourself and say what you saw.',
  },
  posted: { label: 'posted', mark: '●', meaning: 'It is on X.' },
  would_post: {
    label: 'would post',
    mark: '◇',
    meaning:
      'Posting is switched off or has no keys, so it stayed here. Post it by hand if you like it, and say so: then its numbers count.',
  },
  refused: {
    label: 'refused',
    mark: '✕',
    meaning: 'It did not leave. If the reason has passed, retry its mission; or post it by hand and say so.',
  },
};

/** Where a post can be seen on X; null for an id that is not one of X's. */
export function postAddress(postId: string | null): string | null {
  return postId && /^\d{1,20}$/.test(postId) ? `https://x.com/i/web/status/${postId}` : null;
}

export function outboxQuery(status: PostStatus | null, before = ''): string {
  const parts = new URLSearchParams([...(status ? [['status', status]] : []), ...(before ? [['before', before]] : [])]);
  return parts.size ? `?${parts}` : '';
}

/** The simulated X: keeps what was posted, shows the timeline, and lets the audience read. */
import type { Clock, Random } from '../../world/world.ts';
import type { XPort } from '../../world/x.ts';
import type { Audience, SimulatedPost } from './audience.ts';

export type SimulatedX = XPort & {
  /** Everything that ever reached X, oldest first: what an invariant compares the record with. */
  posts: readonly SimulatedPost[];
};

const TIMELINE = 10;

export function simulatedX(clock: Clock, random: Random, audience: Audience): SimulatedX {
  const posts: SimulatedPost[] = [];
  const byId = new Map<string, SimulatedPost>();
  return {
    configured: true,
    posts,
    async post(text) {
      const post = { id: `sim-${posts.length + 1}`, text, at: clock.now() };
      posts.push(post);
      byId.set(post.id, post);
      return { outcome: 'posted', postId: post.id };
    },
    timeline: async () => ({
      ok: true,
      posts: posts
        .slice(-TIMELINE)
        .reverse()
        .map(({ id, text, at }) => ({ id, text, createdAt: at })),
    }),
    metrics: async (ids) => ({
      ok: true,
      posts: ids.flatMap((id) => {
        const post = byId.get(id);
        return post
          ? [{ id, ...audience.read(post, clock.now().getTime() - post.at.getTime(), random.fork(`post/${post.text}`), random) }]
          : [];
      }),
    }),
  };
}

/** Ports that fail as the real ones do: limits, overload, time-outs, nonsense, lost answers. */
import type { ModelAnswer, ModelPort } from '../../world/model.ts';
import type { WebPort } from '../../world/web.ts';
import type { Random } from '../../world/world.ts';
import type { SimulatedX } from '../world/x.ts';

/** Larger than any answer that is read. */
const OVERSIZE = 250_000;

export function failingModel(model: ModelPort, random: Random, share: number): ModelPort {
  return {
    ...model,
    async generate(request) {
      if (!random.chance(share)) return model.generate(request);
      const kind = random.pick(['429', '529', 'timeout', 'malformed', 'oversize', 'empty'] as const);
      const passing = (message: string, retryAfterMs: number | null): ModelAnswer => ({
        ok: false,
        kind: 'transient',
        message,
        retryAfterMs,
        usage: null,
      });
      if (kind === '429') return passing('HTTP 429: rate limit', 20_000);
      if (kind === '529') return passing('HTTP 529: overloaded', 3000);
      if (kind === 'timeout') return passing('no answer in time', null);
      const answer = await model.generate(request);
      if (!answer.ok) return answer;
      const text = kind === 'malformed' ? `{"half": "an answer` : kind === 'oversize' ? 'x'.repeat(OVERSIZE) : '';
      return { ...answer, text };
    },
  };
}

export function failingWeb(web: WebPort, random: Random, share: number): WebPort {
  return {
    async read(...asked) {
      if (!random.chance(share)) return web.read(...asked);
      const kind = random.pick(['transient', 'transient', 'gone', 'bad'] as const);
      return { status: 'failed', failure: { kind, detail: `${asked[0]}: ${kind} (simulated)`, retryAfterMs: null } };
    },
  };
}

/** Accepted and then silent, silent and not accepted, refused for now, not reached; and a timeline that cannot always be read. */
export function failingX(x: SimulatedX, random: Random, share: number): SimulatedX {
  return {
    ...x,
    async post(text) {
      if (!random.chance(share)) return x.post(text);
      const kind = random.pick(['lost after', 'lost before', 'refused', 'not sent'] as const);
      if (kind === 'lost after') await x.post(text);
      if (kind === 'refused') return { outcome: 'refused', permanent: false, detail: 'HTTP 429 (simulated)', retryAfterMs: 15 * 60_000 };
      if (kind === 'not sent') return { outcome: 'not_sent', detail: 'connection refused (simulated)' };
      return { outcome: 'unknown', detail: 'HTTP 503 (simulated)' };
    },
    timeline: async () => (random.chance(share) ? { ok: false, detail: 'HTTP 500 (simulated)', retryAfterMs: null } : x.timeline()),
    metrics: async (ids) => (random.chance(share) ? { ok: false, detail: 'HTTP 500 (simulated)', retryAfterMs: null } : x.metrics(ids)),
  };
}

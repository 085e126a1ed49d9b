/** The simulated model: the offline model answers, and the ledger counts what the named model would have cost at today's prices. */
import { liveModel } from '../../world/live-model.ts';
import type { ModelPort } from '../../world/model.ts';
import { dearestPrice, priceOf } from '../../world/prices.ts';

/** Tokens are counted as characters / 4, on the real prompts; docs/simulation.md says how far that is off. */
export function simulatedModel(seed: string, now: () => Date): ModelPort {
  const offline = liveModel({ anthropic: {}, openai: {}, seed, now });
  return {
    available: () => ({ anthropic: true, openaiCompatible: true }),
    generate: (request) => offline.generate({ ...request, model: { provider: 'offline', model: 'deskmates' } }),
    price: (choice, usage, at) => priceOf(choice, usage, at, false),
    dearestPrice,
  };
}

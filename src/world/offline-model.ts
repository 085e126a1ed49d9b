/** The offline model as an AI SDK language model: it answers from the facts behind the prompt, and nothing else knows that it is not a service. */
import type { LanguageModelV4 } from '@ai-sdk/provider';
import type { JsonObject } from '../core/company.ts';
import { answerOffline } from './offline/answer.ts';

/** Where the facts travel in the SDK's provider options. */
export const OFFLINE_OPTIONS = 'deskmates';

/** @param seed the same seed, purpose and prompt give the same answer */
export function offlineModel(seed: string): LanguageModelV4 {
  return {
    specificationVersion: 'v4',
    provider: 'offline',
    modelId: 'deskmates',
    supportedUrls: {},
    async doGenerate({ prompt, providerOptions }) {
      const { purpose, facts } = (providerOptions?.[OFFLINE_OPTIONS] ?? {}) as { purpose?: string; facts?: JsonObject };
      const asked = prompt
        .map((message) =>
          typeof message.content === 'string' ? message.content : message.content.map((part) => ('text' in part ? part.text : '')).join(''),
        )
        .join('\n');
      const text = answerOffline(purpose ?? '', facts ?? {}, `${seed}/${purpose}/${asked}`);
      // Nobody pays for these; they say honestly how large the exchange was.
      const input = Math.ceil(asked.length / 4);
      const output = Math.ceil(text.length / 4);
      return {
        content: [{ type: 'text', text }],
        finishReason: { unified: 'stop', raw: 'stop' },
        usage: {
          inputTokens: { total: input, noCache: input, cacheRead: 0, cacheWrite: 0 },
          outputTokens: { total: output, text: output, reasoning: 0 },
        },
        warnings: [],
      };
    },
    doStream: () => Promise.reject(new Error('the offline model does not stream')),
  };
}

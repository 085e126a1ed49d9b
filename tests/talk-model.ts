/** A model for conversations that says what a test wants: lines by turn, a distillation by value. It keeps what it was asked. */
import type { Json, JsonObject } from '../src/core/company.ts';
import type { ModelAnswer, ModelPort, ModelRequest } from '../src/world/model.ts';
import { seededRandom } from '../src/world/random.ts';

export type TalkScript = {
  /** The line of a turn; default: a line nobody said before. */
  line?: (request: ModelRequest, n: number) => string | ModelAnswer;
  distil?: (request: ModelRequest, n: number) => Json | string | ModelAnswer;
  initiative?: (request: ModelRequest) => Json | string;
  /** Any other purpose. */
  other?: (request: ModelRequest) => Promise<ModelAnswer>;
};

export type TalkModel = Pick<ModelPort, 'generate'> & { asked: ModelRequest[]; of(purpose: string): ModelRequest[] };

/** Lines that share next to nothing: every word is made from its number. */
export function freshLine(n: number): string {
  const random = seededRandom(`line ${n}`);
  const word = () =>
    Array.from({ length: random.int(2, 4) }, () => `${random.pick([...'bcdfghklmnprstvz'])}${random.pick([...'aeiou'])}`).join('');
  return `${[word(), word(), word(), word(), word()].join(' ')}.`;
}

export function talkModel(script: TalkScript = {}): TalkModel {
  const asked: ModelRequest[] = [];
  const counts = new Map<string, number>();
  const usage = { inputTokens: 100, cachedInputTokens: 0, outputTokens: 20 };
  return {
    asked,
    of: (purpose) => asked.filter((request) => request.purpose === purpose),
    async generate(request) {
      asked.push(request);
      const n = counts.get(request.purpose) ?? 0;
      counts.set(request.purpose, n + 1);
      const said = await answer(script, request, n);
      if (said && typeof said === 'object' && 'ok' in said && typeof said.ok === 'boolean') return said as ModelAnswer;
      const text = typeof said === 'string' ? said : JSON.stringify(said);
      return { ok: true, text, usage, finishReason: 'stop', warnings: [] };
    },
  };
}

async function answer(script: TalkScript, request: ModelRequest, n: number): Promise<Json | string | ModelAnswer> {
  if (request.purpose === 'turn') return script.line?.(request, n) ?? freshLine(n);
  if (request.purpose === 'distill') return script.distil?.(request, n) ?? NOTHING;
  if (request.purpose === 'initiative' && script.initiative) return script.initiative(request);
  if (script.other) return script.other(request);
  throw new Error(`unplanned call: model.generate for ${request.purpose}`);
}

const NOTHING: JsonObject = { memories: [], pairwise_drift: [], action_items: [] };

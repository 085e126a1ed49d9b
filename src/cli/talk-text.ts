/** A conversation as a person reads it on a terminal. */
import type { Company } from '../core/company.ts';
import type { TalkWhole } from '../read/conversations.ts';
import type { Output } from './output.ts';
import { cell, shortId } from './table.ts';

export function talkText(talk: TalkWhole, company: Company, out: Output, weights: boolean): string {
  const nameOf = (id: string) => company.agents.find((agent) => agent.id === id)?.displayName ?? id;
  const lines = [
    out.bold(`${company.formats.get(talk.format)?.label ?? talk.format}: ${cell(talk.topic)}`),
    `${talk.participants.map(nameOf).join(', ')} · ${talk.status}${talk.end_reason ? ` (${cell(talk.end_reason)})` : ''} · ${talk.turn_count} turns · $${talk.cost_usd.toFixed(4)} · ${shortId(talk.id)}`,
    ...whyLines(talk),
    '',
  ];
  for (const turn of talk.turns) {
    const tone =
      turn.tone === 'neutral' || turn.by_person ? '' : out.dim(` (${turn.tone}${turn.reply_to ? ` to ${nameOf(turn.reply_to)}` : ''})`);
    lines.push(`${out.bold(`${nameOf(turn.speaker)}${turn.by_person ? ' (a person)' : ''}:`)} ${cell(turn.dialogue)}${tone}`);
    if (turn.notes.length) lines.push(out.dim(`    ${turn.notes.join('; ')}`));
    if (weights && Object.keys(turn.weights).length) lines.push(out.dim(`    ${weightsText(turn.weights, nameOf)}`));
  }
  return [...lines, ...leftBehind(talk, nameOf, out)].join('\n');
}

function whyLines(talk: TalkWhole): string[] {
  const { topic, pairing } = talk.influence;
  const lines: string[] = [];
  if (pairing) lines.push(`Why these two: ${cell(pairing.reason)}`);
  if (topic?.memory_influenced) lines.push(`Why this topic: a memory, “${cell(topic.memory ?? '').slice(0, 140)}”`);
  for (const [id, voice] of Object.entries(talk.voices ?? {})) {
    for (const { modifier, because } of voice) lines.push(`Voice of ${id}: ${modifier} (${because})`);
  }
  return lines;
}

/** "Analyst 1.42 = 1.0 + 0.6 × 0.80 − 0.4 × 0.25 + 0.04" for everybody who could have spoken, likeliest first. */
function weightsText(weights: TalkWhole['turns'][number]['weights'], nameOf: (id: string) => string): string {
  return Object.entries(weights)
    .sort(([, a], [, b]) => b.weight - a.weight)
    .map(
      ([id, w]) =>
        `${nameOf(id)} ${w.weight.toFixed(2)} = 1 + 0.6×${w.affinity.toFixed(2)} − 0.4×${w.recency.toFixed(2)} ${w.jitter < 0 ? '−' : '+'} ${Math.abs(w.jitter).toFixed(2)}`,
    )
    .join('; ');
}

function leftBehind(talk: TalkWhole, nameOf: (id: string) => string, out: Output): string[] {
  const { distillation } = talk;
  if (!distillation) return [];
  const lines = ['', out.bold('What it left behind')];
  for (const { agent_id, type, content, confidence, replaced } of distillation.memories) {
    lines.push(
      `${nameOf(agent_id)} remembers (${type}, ${confidence.toFixed(2)}${replaced ? ', corrects an older one' : ''}): ${cell(content)}`,
    );
  }
  for (const { agent_a, agent_b, drift, affinity, reason } of distillation.drifts) {
    lines.push(
      `${nameOf(agent_a)} and ${nameOf(agent_b)}: ${drift > 0 ? '+' : ''}${drift.toFixed(2)} to ${affinity.toFixed(2)}, ${cell(reason)}`,
    );
  }
  for (const { title, agent_id, status, reason } of distillation.action_items)
    lines.push(`${nameOf(agent_id)} takes: ${cell(title)} (${status.replaceAll('_', ' ')}${reason ? `: ${cell(reason)}` : ''})`);
  if (distillation.error) lines.push(`Could not be distilled: ${cell(distillation.error)}`);
  for (const note of distillation.notes) lines.push(out.dim(`note: ${cell(note)}`));
  return lines.length > 2 ? lines : [...lines, 'Nothing.'];
}

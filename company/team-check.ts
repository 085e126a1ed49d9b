/** Checks the conversations, the day, the pairs and the voice rules as a whole: every name exists, every number is in its bounds. */
import type { Agent, Format, PairSeed, Slot, VoiceRule } from '../src/core/company.ts';
import { doubles, names, unknown } from './naming.ts';

type Parts = {
  agents: Agent[];
  formats: Format[];
  schedule: Slot[];
  relationships: PairSeed[];
  voiceRules: VoiceRule[];
  memoryTags: string[];
};

export function teamProblems(all: Parts): string[] {
  return [...formatProblems(all), ...slotProblems(all), ...pairProblems(all), ...voiceProblems(all)];
}

function formatProblems({ formats }: Parts): string[] {
  const problems = doubles('format', names(formats, 'name'));
  for (const format of formats) {
    const range = (what: string, low: number, high: number, least: number, most: number) => {
      if (!(Number.isInteger(low) && Number.isInteger(high) && low >= least && high >= low && high <= most))
        problems.push(
          `formats.${format.name}: ${what} ${low} to ${high} must be whole numbers, the smaller first, within ${least} to ${most}`,
        );
    };
    range('agents', format.minAgents, format.maxAgents, 1, 50);
    range('turns', format.minTurns, format.maxTurns, 1, 40);
    if (!(format.temperature >= 0 && format.temperature <= 2))
      problems.push(`formats.${format.name}.temperature: ${format.temperature} is not within 0 to 2`);
    if (!format.topics.some((topic) => !topic.includes('{')))
      problems.push(`formats.${format.name}.topics: none can be used when nothing has happened yet; add one without a {placeholder}`);
  }
  return problems;
}

function slotProblems({ schedule, formats, agents }: Parts): string[] {
  const known = names(formats, 'name');
  const ids = names(agents, 'id');
  const problems = doubles('slot', names(schedule, 'at'));
  for (const slot of schedule) {
    const place = `schedule.${slot.at}`;
    if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(slot.at)) problems.push(`${place}: is not a time of day such as 06:00`);
    if (!(slot.probability >= 0 && slot.probability <= 1)) problems.push(`${place}.probability: ${slot.probability} is not within 0 to 1`);
    for (const id of slot.fixed) if (!ids.includes(id)) problems.push(unknown(`${place}.fixed`, 'agent', id, ids));
    const format = formats.find(({ name }) => name === slot.format);
    if (!format) problems.push(unknown(`${place}.format`, 'format', slot.format, known));
    else {
      const people = slot.pairing ? 2 : slot.fixed.length + slot.random;
      if (people > format.maxAgents || (people < format.minAgents && people < agents.length))
        problems.push(`${place}: ${people} people; the format ${format.name} takes ${format.minAgents} to ${format.maxAgents}`);
    }
  }
  return problems;
}

function pairProblems({ relationships, agents }: Parts): string[] {
  const ids = names(agents, 'id');
  const keys = relationships.map(({ a, b }) => [a, b].sort().join(' and '));
  const problems = [...new Set(keys.filter((key, index) => keys.indexOf(key) !== index))].map(
    (key) => `relationships: ${key} are listed twice`,
  );
  for (const { a, b, affinity } of relationships) {
    if (a === b) problems.push(`relationships: ${a} is paired with itself`);
    for (const id of [a, b]) if (!ids.includes(id)) problems.push(unknown('relationships', 'agent', id, ids));
    if (!(affinity >= 0.1 && affinity <= 0.95))
      problems.push(`relationships: ${a} and ${b} start at ${affinity}; affinity is within 0.10 to 0.95`);
  }
  return problems;
}

function voiceProblems({ voiceRules, memoryTags }: Parts): string[] {
  const problems = doubles('voice rule', names(voiceRules, 'name'));
  for (const { name, tag } of voiceRules)
    if (tag && !memoryTags.includes(tag)) problems.push(unknown(`voice rules.${name}.tag`, 'memory tag', tag, memoryTags));
  return problems;
}

/** A person's question, answered from what the company knows: the subject is read from the question, the figure from the state. */
import type { Json, JsonObject } from '../../../core/company.ts';
import type { Random } from '../../world.ts';
import { objectOf, textOf } from '../facts.ts';
import { analyst } from '../table/analyst.ts';
import { boss } from '../table/boss.ts';
import { hustler } from '../table/hustler.ts';
import { plain } from '../table/plain.ts';
import { fill, type Slots, slotsOf } from '../table/slots.ts';
import type { Move, TableVoice } from '../table/voice.ts';
import { watcher } from '../table/watcher.ts';
import { wildcard } from '../table/wildcard.ts';
import { writer } from '../table/writer.ts';

const VOICES: Record<string, TableVoice> = {
  opus: boss,
  brain: analyst,
  growth: hustler,
  creator: writer,
  'twitter-alt': wildcard,
  observer: watcher,
};

type Subject = { asks: RegExp; move: Move; needs: string; count: (state: JsonObject) => Json | undefined; none: string };

const missions = (state: JsonObject) => objectOf(state.missions);

/** The first that fits is what the question is about. */
const SUBJECTS: readonly Subject[] = [
  {
    asks: /\b(?:fail\w*|broke\w*|wrong|errors?|crash\w*)\b/i,
    move: 'blocked',
    needs: 'failed',
    count: (state) => missions(state).failed_today,
    none: 'nothing failed today.',
  },
  {
    asks: /\b(?:refus\w*|reject\w*|denied|turned down)\b/i,
    move: 'refused',
    needs: 'refused',
    count: (state) => (Array.isArray(state.rejected_today) ? state.rejected_today.length : undefined),
    none: 'nothing was refused today.',
  },
  {
    asks: /\b(?:cost\w*|spen[dt]\w*|money|budget|bill|dollars?)\b/i,
    move: 'spend',
    needs: 'spend',
    count: (state) => objectOf(state.spend).today_usd,
    none: 'nothing has been spent today.',
  },
  {
    asks: /\b(?:engagement|metrics?|median|rates?|numbers|perform\w*)\b/i,
    move: 'numbers',
    needs: 'posts',
    count: (state) => objectOf(state.metrics).posts,
    none: 'no post has been measured yet.',
  },
  {
    asks: /\b(?:wait\w*|approv\w*|pending|sign)\b/i,
    move: 'waiting',
    needs: 'waiting',
    count: (state) => state.waiting_for_person,
    none: 'nothing waits for a person.',
  },
  {
    asks: /\b(?:quota|posts?|tweets?)\b/i,
    move: 'quota',
    needs: 'used',
    count: (state) => objectOf(state.quota).tweets_used,
    none: 'no post has gone out today.',
  },
  {
    asks: /\b(?:done|finish\w*|complet\w*|succe\w*|achiev\w*)\b/i,
    move: 'done',
    needs: 'done',
    count: (state) => missions(state).succeeded_today,
    none: 'nothing is finished yet today.',
  },
  {
    asks: /\b(?:working|doing|running|progress|busy|status|under way)\b/i,
    move: 'under_way',
    needs: 'running',
    count: (state) => missions(state).running,
    none: 'nothing is under way.',
  },
];

/** @returns null when the question is about nothing that the facts hold */
export function factualAnswer(facts: JsonObject, random: Random): string | null {
  const asked = textOf(objectOf(facts.question).text);
  const subject = SUBJECTS.find(({ asks }) => asks.test(asked));
  if (!subject) return null;
  const slots = slotsOf(facts, random.fork('slots'));
  if (!slots.person) return null;
  const voice = VOICES[textOf(objectOf(facts.persona).id)] ?? plain;
  const facing = filled(voice.heads.answer, slots);
  if (!facing.length) return null;
  const told = subject.count(objectOf(facts.state)) === 0 ? [sentence(subject.none)] : figures(voice, subject, slots);
  const lines = told.flatMap((fact) => facing.map((head) => `${head} ${fact}`)).filter((line) => line.length <= 120);
  return lines.length ? random.pick(lines) : null;
}

/** What the voice says of the subject, with the subject's own figure or title in it. */
function figures(voice: TableVoice, { move, needs }: Subject, slots: Slots): string[] {
  if (slots[needs] === undefined) return [];
  const known: Slots = { ...slots };
  const [title, who] = move === 'done' ? [slots.finished, slots.finished_who] : [slots.current, slots.current_who];
  if (title) known.title = title;
  if (who) known.who = who;
  const all = voice.heads[move].filter((line) => /\{\w+\}/.test(line));
  return filled(all, known).filter((line) => !line.endsWith('?'));
}

function filled(lines: readonly string[], slots: Slots): string[] {
  return lines.map((line) => fill(line, slots)).filter((line) => line !== null);
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

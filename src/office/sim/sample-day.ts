/** A made-up company for tests: a stream of events that could have been recorded, and the view that the server would give of them. Seeded. */
import type { StageView } from '../../read/stage.ts';
import type { StreamEvent } from '../../read/stream.ts';
import { draw, hash } from './rng.ts';

type Work = {
  id: string;
  agent: string;
  proposal: string;
  title: string;
  kinds: string[];
  at: number;
  since: number | null;
  heldMs: number;
};

const KINDS = ['scan_signals', 'analyze', 'draft_tweet', 'write_content', 'review', 'diagnose', 'crawl'];
const FORMATS = ['standup', 'watercooler', 'debate', 'one_on_one', 'brainstorm'];

export function castOf(count: number): { id: string; name: string }[] {
  return Array.from({ length: count }, (_, i) => ({ id: `agent-${i}`, name: `Agent ${i}` }));
}

/** `view` is of the moment after the last event. */
export type Day = { events: StreamEvent[]; view(asOfMs: number): StageView };

/** @param meanGapMs between events */
export function sampleDay(seed: string, agents: number, count: number, startMs: number, meanGapMs: number): Day {
  const cast = castOf(agents).map(({ id }) => id);
  let n = 0;
  const luck = hash(seed);
  const chance = () => draw(luck, n++);
  const pick = <T>(list: readonly T[]) => list[Math.floor(chance() * list.length)] as T;
  const events: StreamEvent[] = [];
  const works: Work[] = [];
  const held: Work[] = [];
  const talks: { id: string; format: string; members: string[] }[] = [];
  let atMs = startMs;

  const tell = (kind: StreamEvent['kind'], agent: string, more: Partial<StreamEvent>) => {
    const seq = events.length + 1;
    const event = {
      id: `event-${seed}-${seq}`,
      seq: `${seq}`,
      tx: `${1000 + seq}`,
      agent_id: agent,
      kind,
      title: `Title ${seq}`,
      summary: `Summary ${seq}`,
    };
    const rest = {
      tags: [],
      metadata: {},
      cause_kind: 'schedule',
      cause_id: null,
      depth: 0,
      mission_id: null,
      step_id: null,
      untrusted: false,
    };
    events.push({ ...event, ...rest, created_at: new Date(atMs).toISOString(), ...more });
  };
  const accept = (work: Work) => {
    tell('proposal_accepted', work.agent, { title: work.title, mission_id: work.id, metadata: { proposal_id: work.proposal } });
    works.push(work);
  };
  const propose = () => {
    const id = `${seed}-${events.length}`;
    const agent = pick(cast);
    const kinds = Array.from({ length: 1 + Math.floor(chance() * 3) }, () => pick(KINDS));
    const work: Work = {
      id: `mission-${id}`,
      proposal: `proposal-${id}`,
      agent,
      title: `Work ${id}`,
      kinds,
      at: 0,
      since: null,
      heldMs: atMs,
    };
    const verdict = chance();
    if (verdict < 0.7) accept(work);
    else {
      const rejected = verdict > 0.85;
      tell(rejected ? 'proposal_rejected' : 'proposal_pending', agent, { title: work.title, metadata: { proposal_id: work.proposal } });
      if (!rejected) held.push(work);
    }
  };
  const goOn = (work: Work) => {
    const kind = work.kinds[work.at] as string;
    const step = { title: work.title, mission_id: work.id, metadata: { kind, attempt: 1 } };
    if (work.since === null) {
      // One agent does one step at a time, as one worker would have it.
      if (works.some((other) => other.agent === work.agent && other.since !== null)) return speak();
      work.since = atMs;
      return tell('step_started', work.agent, step);
    }
    work.since = null;
    const end = chance();
    if (end < 0.1) return tell('step_retried', work.agent, step);
    if (end < 0.2) {
      works.splice(works.indexOf(work), 1);
      tell('step_failed', work.agent, { ...step, summary: `The ${kind} came to nothing` });
      return tell('mission_failed', work.agent, step);
    }
    tell('step_succeeded', work.agent, step);
    work.at++;
    if (work.at < work.kinds.length) return;
    works.splice(works.indexOf(work), 1);
    tell('mission_succeeded', work.agent, step);
  };
  const speak = () => {
    const talk = talks[0];
    if (!talk) {
      const format = pick(FORMATS);
      const size = Math.min(
        cast.length,
        format === 'watercooler' || format === 'one_on_one' || format === 'debate' ? 2 : 3 + Math.floor(chance() * 4),
      );
      const first = Math.floor(chance() * cast.length);
      const members = Array.from({ length: size }, (_, i) => cast[(first + i) % cast.length] as string);
      const opened = { id: `talk-${seed}-${events.length}`, format, members };
      talks.push(opened);
      return tell('conversation_started', members[0] as string, talkOf(opened));
    }
    if (chance() < 0.2) {
      talks.shift();
      return tell('conversation_ended', talk.members[0] as string, talkOf(talk));
    }
    tell('conversation_turn', pick(talk.members), {
      ...talkOf(talk),
      summary: `What is said in line ${events.length}, and a little more of it.`,
    });
  };

  while (events.length < count) {
    const what = chance();
    const waiting = held[0];
    if (works.length > agents * 2 || (what < 0.55 && works.length)) goOn(pick(works));
    else if (what < 0.75) speak();
    else if (what < 0.8 && waiting) {
      held.shift();
      accept(waiting);
    } else if (what < 0.84) tell('memory_learnt', pick(cast), {});
    else propose();
    atMs += Math.round(meanGapMs * 2 * chance());
  }
  return { events, view: (asOfMs) => viewOf(cast, works, held, asOfMs) };
}

function talkOf({ id, format, members }: { id: string; format: string; members: string[] }): Partial<StreamEvent> {
  return {
    title: `${format}: a topic`,
    tags: ['conversation', format, `conversation:${id}`],
    metadata: { conversation_id: id, format, participants: members },
  };
}

/** The stage as `src/read/stage.ts` would tell it. */
function viewOf(cast: readonly string[], works: readonly Work[], held: readonly Work[], atMs: number): StageView {
  const iso = (ms: number) => new Date(ms).toISOString();
  const label = (kind: string) => kind.replaceAll('_', ' ');
  const agent = (id: string): StageView['agents'][number] => {
    const mine = works.filter((work) => work.agent === id);
    const work = mine.find(({ since }) => since !== null) ?? mine[0];
    const waits = held.find((one) => one.agent === id);
    const base = { id, name: id, role: '', color: { dark: '#fff', light: '#000' }, done_today: 0 };
    if (work)
      return {
        ...base,
        state: work.since === null ? 'queued' : 'working',
        doing: label(work.kinds[work.at] as string),
        since: work.since === null ? null : iso(work.since),
        mission_id: work.id,
      };
    return { ...base, state: waits ? 'waiting' : 'idle', doing: waits?.title ?? null, since: null, mission_id: null };
  };
  const mission = (work: Work): StageView['missions'][number] => ({
    id: work.id,
    proposal_id: work.proposal,
    title: work.title,
    status: 'running',
    agent_id: work.agent,
    origin: '',
    reason: null,
    untrusted: false,
    created_at: iso(atMs),
    started_at: null,
    finished_at: null,
    steps: work.kinds.map((kind, i) => ({
      id: `${work.id}-${i}`,
      kind,
      label: label(kind),
      status: i < work.at ? 'succeeded' : i === work.at && work.since !== null ? 'running' : 'queued',
    })),
  });
  const heldOf = (work: Work): StageView['pending'][number] => {
    const told = { id: work.proposal, agent_id: work.agent, title: work.title, created_at: iso(work.heldMs) };
    return { ...told, gate: null, reason: null, origin: '', untrusted: false, steps: [], material: [] };
  };
  return {
    as_of: iso(atMs),
    company: { name: 'Sample', paused: false },
    heartbeat: { at: null, status: null, interval_seconds: 300 },
    workers_alive: 1,
    spend: { today_usd: 0, cap_usd: 1 },
    model: { label: '', state: 'offline' },
    agents: cast.map(agent),
    pending: held.map(heldOf),
    missions: works.map(mission),
    missions_today: { running: works.length, started: works.length, succeeded: 0, failed: 0 },
    waiting: held.length,
  };
}

/** The kinds that think: analyze, research, review and diagnose, answered by the offline model and by models that misbehave. */
import { describe, expect, it } from 'vitest';
import { BadInputError, PermanentError } from '../../src/core/errors.ts';
import type { EventRow } from '../../src/core/events/event.ts';
import { newsroomPages } from '../../tests/newsroom-pages.ts';
import { type Office, office } from '../../tests/step-double.ts';
import { textsIn } from './material.ts';
import { MATERIAL_CHARS } from './prompts.ts';

/** The newsroom's articles, already read. */
function wellRead(seed = 'office', some = newsroomPages): Office {
  const home = office(seed);
  for (const { url, title, markdown } of some.toReversed()) {
    home.keep('article', { url, title, body: markdown, untrusted: true, sources: [{ url, title }] });
  }
  return home;
}
const newest = (home: Office, kind: string) => home.artifacts.find((artifact) => artifact.kind === kind);

describe('analyze', () => {
  it('makes a finding whose evidence stands in its sources', async () => {
    for (let i = 0; i < 30; i++) {
      const home = wellRead(`s${i}`);
      const done = await home.run('analyze', { topic: ['what agents cost to run', 'human approval', 'agent security'][i % 3] as string });
      const finding = newest(home, 'finding');
      const evidence = finding?.data.evidence as { artifact_id: string; quote_or_fact: string; checked: boolean }[];
      expect(evidence.length).toBeGreaterThan(0);
      for (const { artifact_id, quote_or_fact, checked } of evidence) {
        expect(home.artifacts.find(({ id }) => id === artifact_id)?.body).toContain(quote_or_fact);
        expect(checked).toBe(true);
      }
      expect(finding?.sources.length).toBeGreaterThan(0);
      expect(done).toMatchObject({ untrusted: true, result: { artifact_ids: [finding?.id] } });
      expect(done.tags.includes('insight')).toBe((finding?.data.confidence as number) >= 0.8);
    }
  });

  it('works on the artifacts it is given, and on those of the steps before it', async () => {
    const home = wellRead();
    const given = home.artifacts.slice(2, 4).map(({ id }) => id);
    await home.run('analyze', { topic: 'anything', artifact_ids: given });
    const named = textsIn(newest(home, 'finding')?.data.based_on).every((id) => given.includes(id));
    expect(named).toBe(true);
    const only = home.artifacts.find(({ title }) => title === 'The approval queue is the product');
    await home.run('analyze', { topic: 'x' }, { previous: [home.step('crawl', { result: { artifact_ids: [only?.id as string] } })] });
    expect(newest(home, 'finding')?.data.based_on).toEqual([only?.id]);
  });

  it('drops evidence that names no source, and is then hardly sure', async () => {
    const home = wellRead();
    const say = (evidence: object[]) => ({ title: 'T', finding: 'F.', evidence, confidence: 0.95, so_what: 'S.', suggested_topic: 'N' });
    home.model = () => say([{ artifact_id: 'made-up', quote_or_fact: '99 % of people agree' }]);
    const done = await home.run('analyze', { topic: 'cost' });
    expect(done).toMatchObject({ result: { confidence: 0.3, evidence: 0 }, tags: ['finding', 'signals'] });
    expect(newest(home, 'finding')?.body).toContain('No evidence');

    const id = home.artifacts.find(({ kind }) => kind === 'article')?.id;
    home.model = () => say([{ artifact_id: id, quote_or_fact: 'It was 99.99 % better.' }]);
    expect((await home.run('analyze', { topic: 'cost' })).result).toMatchObject({ confidence: 0.5, evidence: 1 });
    expect(newest(home, 'finding')?.body).toContain('not checked against the source');
  });

  it('puts the material between marks nobody can guess, bounded, and says that it is data', async () => {
    const home = wellRead();
    await home.run('analyze', { topic: 'cost' });
    await home.run('analyze', { topic: 'cost' });
    const marks = home.questions.map(({ prompt }) => /<<<(material-[0-9a-f]{12})/.exec(prompt)?.[1]);
    expect(new Set(marks).size).toBe(2);
    const [question] = home.questions;
    expect(question?.prompt.length).toBeLessThan(MATERIAL_CHARS + 3000);
    expect(question?.system).toContain('data from outside');
    expect(question?.system).toContain('You are Analyst');
  });

  it('looks at our own numbers without making them public', async () => {
    const home = office();
    home.health = {
      missions: { succeeded: 12, failed: 2 },
      proposals: { accepted: 10, rejected: 4, pending: 1 },
      rejected_by_gate: { x_daily_quota: 4 },
      failed_steps_by_kind: { crawl: 2 },
      steps_done: 30,
      steps_waiting: 0,
      artifacts: 12,
      model_calls_today: 9,
      model_spend_today_usd: 0.02,
    };
    const done = await home.run('analyze', { topic: 'failures and second tries', scope: 'ops' }, { agent: 'observer' });
    expect(done.result.finding).toContain('2 of 14 missions');
    expect(done.tags).toEqual(['finding', 'ops']);
    expect(done.untrusted).toBe(false);
    const evidence = newest(home, 'finding')?.data.evidence as { checked: boolean }[];
    expect(evidence.every(({ checked }) => checked)).toBe(true);
  });

  it('does not guess about posts that nobody has measured, and compares those that were', async () => {
    const home = office();
    await expect(home.run('analyze', { topic: 'x', scope: 'tweet-performance' })).rejects.toThrow('no post of the last 14 days');
    home.keep('tweet_draft', { body: '58 % of it was talk.', untrusted: true });
    expect((await home.run('analyze', { topic: 'x', scope: 'tweet-performance' }, { agent: 'growth' })).result.confidence).toBeLessThan(
      0.4,
    );
    home.metrics = [1, 2, 3, 9].map((n) => ({
      id: `m${n}`,
      draft_id: null,
      post_id: `p${n}`,
      impressions: 1000,
      engagements: n * 10,
      engagement_rate: n / 100,
      observed_at: home.clock.now(),
    }));
    const done = await home.run('analyze', { topic: 'x', scope: 'tweet-performance' }, { agent: 'growth' });
    expect(done.result.title).toContain('9.0 %');
    expect(done.tags).not.toContain('insight');
  });

  it('says what to do when there is nothing to analyze', async () => {
    await expect(office().run('analyze', { topic: 'cost' })).rejects.toThrow('run scan_signals or crawl first');
  });

  it('makes no fact of headlines', async () => {
    const home = office();
    home.keep('signals', { title: '2 signals', body: '- [Agents!](https://a.example/1) — Feed', untrusted: true });
    expect((await home.run('analyze', { topic: 'agents' })).result.confidence).toBeLessThanOrEqual(0.3);
  });
});

describe('research', () => {
  it('puts several sources side by side, each point with its own', async () => {
    const home = wellRead();
    const done = await home.run('research', { topic: 'several agents working together' });
    const brief = newest(home, 'research');
    expect(done).toMatchObject({ tags: ['research', 'brief'], untrusted: true, result: { artifact_ids: [brief?.id] } });
    expect(textsIn(brief?.data.based_on).length).toBeGreaterThan(1);
    expect(brief?.body).toContain('## What the sources say');
  });

  it('reads the addresses it is given; one may fail, not all', async () => {
    const home = office();
    const [first] = newsroomPages;
    home.pages.set('https://a.example/1', { status: 'ok', value: { kind: 'page', page: first } });
    const done = await home.run('research', { topic: 'cost', urls: ['https://a.example/1', 'https://gone.example/'] });
    expect(done.result.sources).toBe(1);
    expect(newest(home, 'research')?.body).toContain('https://gone.example/ answered HTTP 404');
    await expect(home.run('research', { topic: 'cost', urls: ['https://gone.example/'] })).rejects.toBeInstanceOf(BadInputError);
  });

  it('fails when no point names a source', async () => {
    const home = wellRead();
    home.model = () => ({
      title: 'T',
      summary: 'S',
      key_points: [{ point: 'P', artifact_id: 'x' }],
      disagreements: [],
      open_questions: [],
    });
    await expect(home.run('research', { topic: 'cost' })).rejects.toThrow('none of the points names one of the 6 sources');
  });
});

describe('review', () => {
  it('says yes and no, for reasons it counted', async () => {
    const verdicts = new Set<unknown>();
    for (let i = 0; i < 30; i++) {
      const home = wellRead(`r${i}`);
      const written = await home.run('write_content', { topic: ['what agents cost', 'approval'][i % 2] as string }, { agent: 'creator' });
      const [artifact_id] = written.result.artifact_ids as string[];
      const done = await home.run('review', { artifact_id: artifact_id as string }, { agent: 'observer' });
      verdicts.add(done.result.verdict);
      expect(done.tags).toEqual(['review', done.result.verdict]);
      expect(newest(home, 'review')?.data.reviewed).toBe(artifact_id);
    }
    expect(verdicts).toEqual(new Set(['good', 'needs_work']));
  });

  it('overrules a model that praises figures no source holds', async () => {
    const home = wellRead();
    const source = home.artifacts[0];
    const draft = home.keep('draft', { title: 'D', body: 'They saved 87.3 % in a day.', data: { based_on: [source?.id as string] } });
    home.model = () => ({ verdict: 'good', score: 5, strengths: ['Lovely.'], problems: [] });
    const done = await home.run('review', { artifact_id: draft.id }, { agent: 'observer' });
    expect(done.result).toMatchObject({ verdict: 'needs_work', score: 2 });
    expect(newest(home, 'review')?.body).toContain('87.3 stands in none of the 1 source');
  });

  it('takes no verdict that contradicts itself', async () => {
    const home = wellRead();
    const draft = home.keep('draft', { title: 'D', body: 'Text.' });
    home.model = () => ({ verdict: 'needs_work', score: 5, strengths: [], problems: [] });
    await expect(home.run('review', { artifact_id: draft.id })).rejects.toBeInstanceOf(PermanentError);
  });

  it('chooses what was not reviewed yet, and refuses what is not ours to review', async () => {
    const home = wellRead();
    const old = home.keep('draft', { title: 'Old', body: 'Text with 12 words.' });
    const young = home.keep('draft', { title: 'Young', body: 'Text with 13 words.' });
    home.keep('review', { data: { reviewed: young.id } });
    expect((await home.run('review', {}, { agent: 'observer' })).result.reviewed).toBe(old.id);
    const article = home.artifacts.find(({ kind }) => kind === 'article');
    await expect(home.run('review', { artifact_id: article?.id as string })).rejects.toThrow('is an article from outside');
    await expect(home.run('review', { artifact_id: home.ids.next() })).rejects.toThrow('does not exist');
  });
});

describe('diagnose', () => {
  const event = (kind: string, summary: string): EventRow =>
    ({
      kind,
      summary,
      title: 'Read a page',
      created_at: new Date('2026-11-23T09:00:00Z'),
      tags: [],
      untrusted: true,
    }) as unknown as EventRow;

  it.each([
    ['https://a.example/x answered HTTP 404', 'not_found'],
    ['https://a.example/x did not answer within 15 s (time-out)', 'timeout'],
    ['robots.txt of a.example forbids /x', 'blocked'],
    ['x_daily_quota: 5 of 5 posted today', 'quota'],
    ['model_policy.daily_cap_usd: $1 of $1 is spent', 'budget'],
    ['the model’s answer for tweet could not be used, nor the repaired one: text: has 301 weighted characters', 'bad_answer'],
    ['model unavailable: model_policy.provider is anthropic', 'model'],
    ['getaddrinfo ENOTFOUND a.example', 'network'],
    ['w1 stopped answering during attempt 3 of 3', 'worker'],
    ['deploy: no receiver is configured; set DEPLOY_WEBHOOK_URL', 'setup'],
    ['nothing to analyze about “x”: no article of the last 14 days', 'bad_input'],
    ['boom', 'unknown'],
  ])('calls “%s” %s', async (error, category) => {
    const home = office();
    const broken = home.step('crawl', { status: 'failed', last_error: error });
    home.events = [event('mission_failed', error), event('step_started', '')];
    const done = await home.run('diagnose', { mission_id: broken.mission_id });
    expect(done).toMatchObject({ result: { category }, tags: ['diagnosis', category], untrusted: true });
    expect(newest(home, 'diagnosis')?.body).toContain(error.slice(0, 40));
  });

  it('does not diagnose a diagnosis, a mission that is well, or nothing', async () => {
    const home = office();
    const own = home.step('diagnose', { status: 'failed' });
    await expect(home.run('diagnose', { mission_id: own.mission_id })).rejects.toThrow('is a diagnosis itself');
    const well = home.step('crawl', { status: 'succeeded' });
    await expect(home.run('diagnose', { mission_id: well.mission_id })).rejects.toThrow('has no failed step');
    await expect(home.run('diagnose', { mission_id: home.ids.next() })).rejects.toBeInstanceOf(BadInputError);
  });
});

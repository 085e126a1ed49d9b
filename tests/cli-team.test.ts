/** Conversations, memories, relationships, voices and numbers on the command line: real processes on a real database. */
import { mkdtempSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Ended, runCli } from './cli-process.ts';
import { posted } from './posted.ts';
import { type TalkRoom, talkRoom } from './talk-room.ts';
import { talkAll } from './turn.ts';

let room: TalkRoom;
let folder: string;
const cli = (...args: string[]): Promise<Ended> => runCli(args, { DATABASE_URL: room.world.url, DESKMATES_DATA: folder });
const json = async (...args: string[]) => {
  const ended = await cli(...args, '--json');
  expect(ended.stdout, ended.stderr).toMatch(/^[^\n]+\n$/);
  return JSON.parse(ended.stdout);
};

beforeAll(async () => {
  room = await talkRoom({
    distil: () => ({
      memories: [
        { agent_id: 'brain', type: 'lesson', content: 'Posts with one number do better.', confidence: 0.8, tags: ['engagement'], turn: 1 },
      ],
      pairwise_drift: [{ agent_a: 'brain', agent_b: 'growth', drift: 0.02, reason: 'agreed on the number' }],
      action_items: [],
    }),
  });
  folder = mkdtempSync(join(tmpdir(), 'deskmates-cli-team-'));
});
afterAll(async () => {
  await room.world.close();
  rmSync(folder, { recursive: true });
});

describe('talks', () => {
  test('start, join and read one: who said what, why they spoke, what it left behind', async () => {
    const started = await json('talks', 'start', '--format', 'debate', '--topic', 'numbers in posts', '--with', 'brain,growth');
    expect(started).toMatchObject({ status: 'pending', topic: 'numbers in posts', participants: ['brain', 'growth'] });
    const said = await json('talks', 'say', started.id, 'Is one enough?', '--ask');
    expect(said).toEqual({ turn: 0, answers: ['brain', 'growth'] });
    // The command line runs on real time.
    room.world.clock.set(new Date(Date.now() + 60_000));
    await talkAll(room.world);
    const talk = await json('talks', 'show', started.id.slice(-8));
    expect(talk).toMatchObject({ id: started.id, status: 'completed' });
    const shown = await cli('talks', 'show', started.id, '--weights');
    expect(shown.code).toBe(0);
    expect(shown.stdout).toMatch(/^Debate: numbers in posts\nAnalyst, Hustler · completed/);
    expect(shown.stdout).toMatch(/ \(a person\): Is one enough\?/);
    expect(shown.stdout).toMatch(/Analyst \d\.\d\d = 1 \+ 0\.6×/);
    expect(shown.stdout).toContain('Analyst remembers (lesson, 0.80): Posts with one number do better.');
    expect(shown.stdout).toContain('Analyst and Hustler: +0.02 to 0.47, agreed on the number');
    expect((await cli('talks')).stdout).toMatch(/AGE +FORMAT +STATUS +TURNS +LEFT BEHIND/);
    expect((await json('talks', '--status', 'completed'))[0]).toMatchObject({ id: started.id, memories: 1, drifts: 1 });
  });
  test('end one before it began', async () => {
    const { id } = await json('talks', 'start', '--format', 'watercooler');
    expect(await json('talks', 'end', id, '--reason', 'not today')).toEqual({ id, status: 'cancelled' });
  });
  test('the day without a plan says who draws it', async () => {
    expect((await cli('talks', 'day', '--day', '2020-01-01')).stdout).toBe(
      "No plan was drawn for 2020-01-01: the day's first heartbeat draws it.\n",
    );
  });
  test.each([
    [['talks', 'start', '--format', 'chat'], /no format is called "chat"\. Known: standup/],
    [['talks', 'start'], /--format: is missing/],
    [['talks', 'start', '--format', 'debate', '--with', 'brain'], /participants: 1; a debate takes 2 to 3/],
    [['talks', 'show', 'ffffffff'], /no conversation has the id "ffffffff"/],
    [['talks', 'day', '--day', 'monday'], /--day: "monday" is not a day such as 2026-03-02/],
    [['memories', '--type', 'rumour'], /--type: "rumour" is not known.*insight/],
    [['memories', 'wrong', 'ffffffff', '--reason', 'x'], /no memory has the id/],
    [['import-metrics', '/nowhere.csv'], /cannot be read \(ENOENT\)/],
    [['relationships', '--agent', 'nobody'], /--agent: "nobody" is not known/],
  ])('%j is refused with exit code 2 and a sentence', async (args, message) => {
    const ended = await cli(...args);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toMatch(message);
  });
});

describe('memories', () => {
  test('are listed, searched, pinned and marked wrong', async () => {
    const [memory] = await json('memories', '--agent', 'brain', '--search', 'number');
    expect(memory).toMatchObject({ content: 'Posts with one number do better.', cause_kind: 'conversation', pinned: false });
    expect(await json('memories', 'pin', memory.id)).toMatchObject({ pinned: true });
    expect((await cli('memories')).stdout).toMatch(/pinned +conversation/);
    const refused = await cli('memories', 'wrong', memory.id);
    expect(refused).toMatchObject({ code: 2 });
    expect(refused.stderr).toMatch(/reason: say why it is wrong/);
    expect((await cli('memories', 'wrong', memory.id, '--reason', 'a holiday')).stdout).toMatch(/^Marked wrong/);
    expect((await cli('memories')).stdout).toBe('Nothing is remembered yet that fits.\n');
    expect((await cli('memories', '--all')).stdout).toContain('wrong: a holiday');
  });
});

describe('the team', () => {
  test('relationships, voices and whether it pays', async () => {
    const lines = (await cli('relationships')).stdout.trimEnd().split('\n');
    expect(lines).toHaveLength(16);
    expect(lines[0]).toMatch(/PAIR +AFFINITY +START +TALKS +LAST CHANGE/);
    expect(await json('relationships', '--agent', 'brain')).toHaveLength(5);
    expect((await cli('voice', '--agent', 'brain')).stdout).toBe('brain (0 memories)\n  speaks as on the first day\n');
    expect((await cli('pays')).stdout).toMatch(/^topic: No topic was up to memory yet\./);
    expect(await json('pays', '--days', '7')).toMatchObject({
      arms: [],
      conversations: expect.arrayContaining([expect.objectContaining({ format: 'debate', memories: 1 })]),
    });
  });
  test('numbers of posts from an export', async () => {
    const { post } = await posted(room.world, 'A post');
    const file = join(folder, 'export.csv');
    await writeFile(file, `\ufeffPost id,Post text,Impressions,Engagements\n${post},A post,"1,000",20\n,,1,1\n`);
    const ended = await cli('import-metrics', file);
    expect(ended).toMatchObject({
      code: 0,
      stdout: '2 rows: 1 about our posts, 1 with new numbers, 0 about other posts.\n',
      stderr: 'row 3: names no post\n',
    });
    expect(await json('import-metrics', file)).toMatchObject({ written: 0, ours: 1 });
  });
});

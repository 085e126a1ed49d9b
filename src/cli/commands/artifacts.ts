/** `artifacts`: what the agents made. */

import type { ArtifactKind } from '../../core/content/artifact.ts';
import { listArtifacts, readArtifact } from '../../read/artifacts.ts';
import { ageText } from '../../read/time-words.ts';
import { type Command, oneOf, wholeOf } from '../command.ts';
import { theRow } from '../ids.ts';
import { withWorld } from '../open-world.ts';
import { cell, safeText, shortId, table } from '../table.ts';

const KINDS = Object.keys({
  article: 1,
  signals: 1,
  finding: 1,
  research: 1,
  draft: 1,
  tweet_draft: 1,
  post: 1,
  review: 1,
  diagnosis: 1,
  deployment: 1,
} satisfies Record<ArtifactKind, 1>);

const list: Command = {
  name: 'artifacts',
  summary: 'what was made, newest first',
  options: {
    limit: { type: 'string', hint: 'N', help: 'how many, 1 to 1000; default 20' },
    kind: { type: 'string', hint: 'KIND', help: `of this kind only: ${KINDS.slice(0, 4).join(', ')} …` },
  },
  run: (call) => {
    const limit = wholeOf(call, 'limit', { min: 1, max: 1000, default: 20 });
    const kind = oneOf(call, 'kind', KINDS);
    return withWorld({}, async ({ world }) => {
      const rows = await listArtifacts(world.db.sql, { limit, kind });
      const { out } = call;
      if (call.json) out.json(rows);
      else if (rows.length === 0) out.print(kind ? `There is no ${kind} yet.` : 'Nothing has been made yet.');
      else {
        const now = world.clock.now().getTime();
        out.print(
          table(
            [
              { title: 'AGE', value: (a) => ageText(now - a.created_at.getTime()), right: true },
              { title: 'AGENT', value: (a) => a.agent_id },
              { title: 'KIND', value: (a) => a.kind },
              { title: 'TITLE', value: (a) => a.title, grows: true },
              { title: 'ID', value: (a) => shortId(a.id) },
            ],
            rows,
            out.width,
            out.dim,
          ),
        );
      }
      return 0;
    });
  },
};

const show: Command = {
  name: 'artifacts show',
  summary: 'one artifact with its text and sources',
  args: ['ID'],
  run: (call) =>
    withWorld({}, async ({ world }) => {
      const { out } = call;
      const { id } = await theRow(world.db.sql, call.args[0] as string, ['artifact']);
      const artifact = await readArtifact(world.db.sql, id);
      if (call.json) out.json(artifact);
      else if (artifact) {
        out.print(out.bold(cell(artifact.title)));
        const from = artifact.untrusted ? ', holds text from outside' : '';
        out.print(out.dim(`${artifact.kind} by ${cell(artifact.agent_id)}, ${artifact.created_at.toISOString()}${from}, ${artifact.id}`));
        out.print(`\n${safeText(artifact.body)}`);
        if (artifact.sources.length) out.print('\nSources:');
        for (const source of artifact.sources) out.print(`- ${cell(source.title)} ${cell(source.url)}`);
      }
      return 0;
    }),
};

export const commands: readonly Command[] = [list, show];

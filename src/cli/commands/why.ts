/** `why`: the chain behind anything, and with --down what it led to. */

import { type Consequence, consequences, MOST_CONSEQUENCES } from '../../read/consequences.ts';
import { ageText } from '../../read/time-words.ts';
import { type WhyLink, whyChain } from '../../read/why.ts';
import type { Command } from '../command.ts';
import { theRow } from '../ids.ts';
import { withWorld } from '../open-world.ts';
import type { Output } from '../output.ts';
import { cell, cutTo, shortId } from '../table.ts';

const why: Command = {
  name: 'why',
  summary: 'the chain of causes behind anything, back to the first',
  args: ['ID'],
  options: { down: { type: 'boolean', help: 'also what it led to' } },
  notes: `ID: of an event, proposal, mission, step, artifact, reaction, post in the outbox, model call or memory;
whole, or a part of its beginning or end; or "last" for the newest event.
With --json: {id, kind, chain: [newest … first cause], consequences: [...] or null}.`,
  run: (call) =>
    withWorld({}, async ({ world }) => {
      const { sql } = world.db;
      const found = await theRow(sql, call.args[0] as string);
      const chain = (await whyChain(sql, found.id)) ?? [];
      const down = call.values.down ? await consequences(sql, found.id) : null;
      if (call.json) call.out.json({ ...found, chain, consequences: down });
      else show(chain, down, world.clock.now(), call.out);
      return 0;
    }),
};

function show(chain: readonly WhyLink[], down: readonly Consequence[] | null, now: Date, out: Output): void {
  for (const [depth, link] of chain.entries()) out.print(line(link, depth, depth === 0 ? '' : 'because of ', now, out));
  if (!down) return;
  out.print(down.length ? `\nIt led to:` : '\nIt led to nothing yet.');
  for (const row of down) out.print(line(row, row.level - 1, '', now, out));
  if (down.length >= MOST_CONSEQUENCES) out.print(`… and more than ${MOST_CONSEQUENCES} rows in all.`);
}

/** what (state) who: title — detail · when · id; further links stand further right, until there is no room. */
function line(link: WhyLink, depth: number, lead: string, now: Date, out: Output): string {
  const indent = ' '.repeat(Math.min(depth, 16));
  const mark = depth === 0 ? '' : '└ ';
  const who = link.agent_id ? ` ${link.agent_id}` : '';
  const what = link.state ? `${link.kind.replace('_', ' ')} ${link.state}` : link.kind.replace('_', ' ');
  const said = link.title && link.title !== link.id ? `: ${cell(link.title)}` : ` ${cell(link.title)}`;
  const detail = link.detail ? ` — ${cell(link.detail)}` : '';
  const when = link.at ? ageText(now.getTime() - new Date(link.at).getTime()) : '';
  const tail = [when && (when === 'now' ? 'just now' : `${when} ago`), link.at ? shortId(link.id) : ''].filter(Boolean).join('  ');
  const room = out.width - tail.length - 2;
  return `${cutTo(`${indent}${mark}${lead}${cell(what)}${cell(who) ? ` ${cell(who)}` : ''}${said}${detail}`, room)}${tail ? `  ${out.dim(tail)}` : ''}`;
}

export const commands: readonly Command[] = [why];

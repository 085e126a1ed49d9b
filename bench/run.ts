/** npm run bench [-- --only steps,pickup,heartbeat,team,simulation,ui,process] [--rounds N] [--days N] [--json]: figures as ratios in one run. Nothing here ever fails for being slow. */
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { server } from './bench-world.ts';
import { measureHeartbeat } from './heartbeat.ts';
import { measurePickup } from './pickup.ts';
import { measureProcess } from './process.ts';
import { measureSimulation } from './simulation.ts';
import { type Measure, printTable } from './statistics.ts';
import { measureSteps } from './steps.ts';
import { measureTeam } from './team.ts';
import { measureUi } from './ui.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    rounds: { type: 'string', default: '3' },
    days: { type: 'string', default: '30' },
    json: { type: 'boolean', default: false },
  },
});
const only = values.only?.split(',');
const wanted = (part: string) => !only || only.includes(part);
const say = (text: string) => (values.json ? undefined : console.log(text));

const measures: Measure[] = [];
const database = await server();
try {
  say(`${database.name}, Node ${process.versions.node}, ${cpus().length} cores\n`);
  if (wanted('steps')) measures.push(await measureSteps(database, Number(values.rounds)));
  if (wanted('pickup')) measures.push(...(await measurePickup(database)));
  if (wanted('heartbeat')) measures.push(await measureHeartbeat(database));
  if (wanted('team')) measures.push(...(await measureTeam(database)));
  if (wanted('simulation')) measures.push(...(await measureSimulation(database, Math.max(10, Number(values.days)))));
  if (wanted('ui')) measures.push(...(await measureUi(database)));
} finally {
  await database.stop();
}
if (wanted('process')) measures.push(...(await measureProcess()));
if (values.json) console.log(JSON.stringify(measures));
else printTable(measures);
process.exit(0);

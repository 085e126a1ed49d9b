/** One text as a Markdown file to keep. */
import { isUuid } from '../../../../../../core/text.ts';
import { readArtifact } from '../../../../../../read/artifacts.ts';
import { fileName, markdownFile } from '../../../../../../read/library-artifact.ts';
import { API_HEADERS, HttpError, route } from '../../../../../routing.ts';

export const dynamic = 'force-dynamic';

export const GET = route('read', async (_request, call) => {
  const world = await call.world();
  const id = call.params.id ?? '';
  const row = isUuid(id) ? await readArtifact(world.db.sql, id) : null;
  if (!row) throw new HttpError(404, 'There is no such text', 'id');
  const agent = world.company.agents.find((one) => one.id === row.agent_id)?.displayName ?? row.agent_id;
  return new Response(markdownFile(row, agent), {
    headers: {
      ...API_HEADERS,
      'content-type': 'text/markdown; charset=utf-8',
      'content-disposition': `attachment; filename="${fileName(row.title, row.id)}"`,
    },
  });
});

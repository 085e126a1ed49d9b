/** A memory named on another page: its type, what it says, how sure it is; leads to it. */
import type { MemoryRef } from '../../read/memories.ts';
import controls from '../controls.module.css';

export function MemoryLink({
  memory,
}: {
  memory: Pick<MemoryRef, 'id' | 'agent_id' | 'content' | 'confidence'> & { type: string; live?: boolean };
}) {
  return (
    <a href={`/agents/${memory.agent_id}?tab=memory#memory-${memory.id}`}>
      <span className={controls.chip}>
        {memory.type} {memory.confidence.toFixed(2)}
      </span>{' '}
      {memory.content}
      {memory.live === false && ' (no longer used)'}
    </a>
  );
}

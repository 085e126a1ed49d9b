/** What the marks on a time line look like and mean. */
import type { Mark } from '../../../read/sentences.ts';

export const MARKS: Record<Mark, { glyph: string; label: string }> = {
  gate: { glyph: '◆', label: 'gate' },
  approval: { glyph: '◇', label: 'a person decides' },
  retry: { glyph: '↻', label: 'tries again' },
  memory: { glyph: '✦', label: 'memory' },
  talk: { glyph: '“', label: 'conversation' },
  failure: { glyph: '✕', label: 'failure' },
  done: { glyph: '✓', label: 'done' },
};

/** What a voice at the table is made of: beginnings by move, endings by mood. Slots in braces are filled from the facts, or the line is not said. */

export type Move =
  | 'open'
  | 'done'
  | 'under_way'
  | 'blocked'
  | 'waiting'
  | 'refused'
  | 'quota'
  | 'spend'
  | 'numbers'
  | 'latest'
  | 'memory'
  | 'opinion'
  | 'idea'
  | 'ask'
  | 'agree'
  | 'support'
  | 'criticise'
  | 'challenge'
  | 'react'
  | 'small'
  | 'night'
  | 'friction'
  | 'offer'
  | 'lesson'
  | 'close'
  | 'answer'
  | 'turn';

export type Mood = 'push' | 'warm' | 'sharp' | 'wry' | 'end';

export type TableVoice = { heads: Record<Move, readonly string[]>; tails: Record<Mood, readonly string[]> };

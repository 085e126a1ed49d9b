/** What the office looks like at one moment, as plain data: the simulation makes it, the renderer and the roster read it. */

export type Facing = 'down' | 'up' | 'left' | 'right';

export type Pose =
  | 'stand'
  | 'walk'
  | 'sit'
  | 'type'
  | 'read'
  | 'think'
  | 'talk'
  | 'listen'
  | 'drink'
  | 'celebrate'
  | 'blocked'
  | 'error'
  | 'rest';

/** What an agent is really doing; every state but `idle` comes from something recorded. */
export type Activity = 'work.type' | 'work.read' | 'queued' | 'think' | 'talk' | 'listen' | 'blocked' | 'error' | 'idle' | 'off';

/** A sign over a head; each stands for something recorded. */
export type Icon = 'alert' | 'question' | 'done' | 'shrug' | 'idea' | 'heart' | 'spark';

export type Person = {
  id: string;
  /** 0… in the order of the company: palette and silhouette. */
  slot: number;
  /** False for who is switched off and has left: nothing is drawn, the roster still tells. */
  here: boolean;
  /** Feet, in whole world pixels. */
  x: number;
  y: number;
  facing: Facing;
  pose: Pose;
  /** Index of the animation's frame; the renderer takes it modulo the frames that the pose has. */
  phase: number;
  walking: boolean;
  /** The anchor that is taken; null while walking. */
  seat: string | null;
  /** Added to the baseline when sorting. */
  zBias: number;
  icon: Icon | null;
  /** Pixels that the icon hops up; three decaying hops, then 0. */
  hop: number;
  speaking: boolean;
  activity: Activity;
  /** For the roster, from stored texts: the step's label, the topic, what waits. Null when idle. */
  doing: string | null;
  /** When that began, in milliseconds of the simulation's time. */
  sinceMs: number | null;
};

export type Bubble = {
  /** Stays the same while the bubble is shown. */
  id: string;
  agentId: string;
  /** Stored text, at most 120 characters. */
  text: string;
  kind: 'said' | 'refused' | 'failed';
  /** Said by a person who joined the talk: the bubble belongs to the table, not to the agent. */
  byPerson: boolean;
  /** 1, falling to 0 in the last 300 ms. */
  opacity: number;
  sticky: boolean;
};

export type Desk = {
  anchor: string;
  agentId: string;
  light: 'dark' | 'idle' | 'busy' | 'done' | 'failed';
  /** The kind of step on the screen while its owner works there. */
  screen: string | null;
};

/** The whiteboard. Null is unknown and drawn as a dash, never as 0. */
export type BoardNumbers = {
  succeeded: number | null;
  started: number | null;
  running: number | null;
  waiting: number | null;
  spentUsd: number | null;
  capUsd: number | null;
};

/** A mission that succeeded: the renderer draws at most 24 particles from `seed` and `ageMs`. */
export type Confetti = { agentId: string; x: number; y: number; ageMs: number; seed: number };

export type Sky = { phase: 'day' | 'dusk' | 'night' /** Minutes since local midnight. */; minutes: number };

export type OfficeFrame = {
  atMs: number;
  people: Person[];
  /** At most three, newest first. */
  bubbles: Bubble[];
  desks: Desk[];
  board: BoardNumbers;
  sky: Sky;
  confetti: Confetti[];
  /** Something moves: draw at 60 fps; else 30 are plenty. */
  moving: boolean;
};

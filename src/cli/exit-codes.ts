/** What a command's end says to a script. */

export const EXIT = {
  done: 0,
  failed: 1,
  /** The command line, the environment or the data was wrong; nothing was stored. */
  badInput: 2,
  /** A gate said no; the refusal is stored with its reason. */
  refused: 3,
} as const;

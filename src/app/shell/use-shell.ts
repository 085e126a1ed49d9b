'use client';
/** What any part of the shell, and any page inside it, may ask of it. */
import { createContext, useContext } from 'react';

/** Something was done that can be taken back for ten seconds. */
export type Undoable = { said: string; undo(): Promise<string | null> };

export type ShellVerbs = {
  /** Reads the company's pulse anew. */
  refresh(): void;
  /** Shows a sentence, and for ten seconds the way back. */
  tell(said: string | Undoable): void;
  openProposal(): void;
  openPalette(): void;
  openPause(): void;
  openHelp(): void;
  switchTheme(): void;
};

const nothing = () => {};

/**
 * Never changes, and nothing else is provided to the pages: a value that changes around a page that still arrives makes React draw it anew.
 */
export const ShellContext = createContext<ShellVerbs>({
  refresh: nothing,
  tell: nothing,
  openProposal: nothing,
  openPalette: nothing,
  openPause: nothing,
  openHelp: nothing,
  switchTheme: nothing,
});

export function useShell(): ShellVerbs {
  return useContext(ShellContext);
}

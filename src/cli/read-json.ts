/** JSON as it is typed on a command line, in a file, or on stdin. */
import { readFile } from 'node:fs/promises';
import { text as readAll } from 'node:stream/consumers';
import type { Json } from '../core/company.ts';
import { InvalidInput } from '../core/errors.ts';

/** Characters a value may have; what it is for may allow less. */
const LONGEST = 4_000_000;

/** `@file` is that file's text, `@-` stdin's, anything else itself. @throws InvalidInput when the file cannot be read */
export async function jsonText(typed: string, place: string): Promise<string> {
  if (!typed.startsWith('@')) return typed;
  const file = typed.slice(1);
  try {
    return file === '-' ? await readAll(process.stdin) : await readFile(file, 'utf8');
  } catch (error) {
    throw new InvalidInput(place, `${place}: cannot read ${file} (${(error as Error).message})`);
  }
}

/** @throws InvalidInput that says where the JSON breaks off, without repeating all of it */
export function readJson(text: string, place: string): Json {
  if (text.length > LONGEST) throw new InvalidInput(place, `${place}: ${text.length} characters of JSON; at most ${LONGEST}`);
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    const hint = /^\s*\{\s*\w/.test(text) ? ' Keys need double quotes; in a shell put the whole JSON between single quotes.' : '';
    throw new InvalidInput(place, `${place}: is not valid JSON (${(error as Error).message.slice(0, 160)}).${hint}`);
  }
}

/** Names that something refers to: who is doubled, who is unknown. */

export function names<K extends string>(list: readonly Record<K, string>[], key: K): string[] {
  return list.map((item) => item[key]);
}

export function doubles(what: string, listed: readonly string[]): string[] {
  const twice = listed.filter((name, index) => listed.indexOf(name) !== index);
  return [...new Set(twice)].map((name) => `${what} "${name}" is defined more than once`);
}

export function unknown(place: string, what: string, name: string, known: readonly string[]): string {
  return `${place}: no ${what} is called "${name}". Known: ${known.join(', ')}`;
}

/** What a person types into a search box, as a PostgreSQL tsquery that cannot be malformed. Pure. */

const MOST_WORDS = 8;

/** Every word must occur, the beginning of one is enough; null when nothing was asked for. */
export function searchQuery(text: string): string | null {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]{1,40}/gu) ?? [];
  return words.length
    ? words
        .slice(0, MOST_WORDS)
        .map((word) => `${word}:*`)
        .join(' & ')
    : null;
}

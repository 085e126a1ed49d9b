/** What the palette offers for what was typed. Pure. */

export type Offer = {
  id: string;
  group: 'Do' | 'Go to' | 'Agents' | 'Missions';
  label: string;
  hint: string;
};

/** Every word must occur; what begins with the words comes first, then what has them in its name. Within that the order stays. */
export function offersFor<T extends Offer>(offers: readonly T[], typed: string, most = 40): T[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return offers.slice(0, most);
  const ranked = offers.flatMap((offer) => {
    const rank = rankOf(offer, words);
    return rank === null ? [] : [{ offer, rank }];
  });
  return ranked
    .sort((a, b) => a.rank - b.rank)
    .slice(0, most)
    .map(({ offer }) => offer);
}

function rankOf({ label, hint, group }: Offer, words: string[]): number | null {
  const name = label.toLowerCase();
  const all = `${name} ${hint.toLowerCase()} ${group.toLowerCase()}`;
  if (!words.every((word) => all.includes(word))) return null;
  if (name.startsWith(words[0] as string)) return 0;
  if (name.split(/[^\p{L}\p{N}]+/u).some((part) => part.startsWith(words[0] as string))) return 1;
  return words.every((word) => name.includes(word)) ? 2 : 3;
}

/** Money, sizes and kinds as a person reads them. Pure. */

/** "$0.00" only for nothing at all: a small sum keeps its digits, and half a cent is seen. */
export function usd(amount: number): string {
  if (amount === 0) return '$0.00';
  if (amount < 0.01) return `$${amount.toFixed(4)}`;
  return `$${amount < 1 ? amount.toFixed(3).replace(/0$/, '') : amount.toFixed(2)}`;
}

/** "3.1 MB". */
export function bytes(size: number): string {
  if (size < 1024) return `${size} B`;
  const steps = ['kB', 'MB', 'GB', 'TB'];
  const step = Math.min(Math.floor(Math.log(size) / Math.log(1024)), steps.length);
  const value = size / 1024 ** step;
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${steps[step - 1]}`;
}

export function whole(count: number): string {
  return Math.round(count).toLocaleString('en');
}

/** "1 post", "2 posts". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${whole(count)} ${count === 1 ? one : many}`;
}

/** tweet_draft → tweet draft */
export function plain(name: string): string {
  return name.replaceAll('_', ' ');
}

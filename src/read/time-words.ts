/** Times in words. Pure; absolute times are UTC, so that server and browser write the same. */

/** "now", "14 s", "2 m", "1 h 12 m", "3 d". */
export function ageText(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  if (seconds < 3) return 'now';
  return seconds < 60 ? `${seconds} s` : durationText(ms);
}

/** "31 ms", "1.4 s", "14 s", "2 m", "1 h 12 m", "3 d". */
export function durationText(ms: number): string {
  if (ms < 1000) return `${Math.max(1, Math.round(ms))} ms`;
  const seconds = ms / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  const whole = Math.floor(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes} m`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return minutes % 60 ? `${hours} h ${minutes % 60} m` : `${hours} h`;
  return `${Math.floor(hours / 24)} d`;
}

export function absoluteTime(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`;
}

/** "3:12" until a moment; "now" once it has come. */
export function countdownText(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  if (seconds <= 0) return 'now';
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

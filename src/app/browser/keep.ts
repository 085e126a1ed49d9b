'use client';
/** Remembers a preference for a year. */

export function keep(cookie: string, value: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: a small preference that the server must see; the Cookie Store API is not everywhere yet
  document.cookie = `${cookie}=${value}; path=/; max-age=31536000; samesite=lax`;
}

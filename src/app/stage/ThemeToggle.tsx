'use client';
/** Between light and dark; the first press leaves the system's choice. */
import { useState } from 'react';
import controls from '../controls.module.css';
import { THEME_COOKIE, type Theme } from '../theme.ts';
import styles from './header.module.css';

export function ThemeToggle({ theme: first }: { theme: Theme | null }) {
  const [theme, setTheme] = useState(first);
  const toggle = () => {
    const dark = theme ? theme === 'dark' : window.matchMedia('(prefers-color-scheme: dark)').matches;
    const next: Theme = dark ? 'light' : 'dark';
    document.documentElement.dataset.theme = next;
    // biome-ignore lint/suspicious/noDocumentCookie: one small preference that the server must see; the Cookie Store API is not everywhere yet
    document.cookie = `${THEME_COOKIE}=${next}; path=/; max-age=31536000; samesite=lax`;
    setTheme(next);
  };
  return (
    <button type="button" className={`${controls.quiet} ${styles.theme}`} onClick={toggle} aria-label="Switch between light and dark">
      <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
        <circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" strokeWidth="1.5" />
        <path d="M8 2a6 6 0 0 1 0 12z" fill="currentColor" />
      </svg>
    </button>
  );
}

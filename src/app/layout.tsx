/** The frame of every page: language, theme, styles, and the shell around whoever may come in. */
import './tokens.css';
import './base.css';
import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import { chosenTheme, openShell } from './shell/open-shell.ts';
import { Shell } from './shell/Shell.tsx';

export const metadata: Metadata = {
  title: 'Deskmates',
  description: 'A company of AI agents at work',
  robots: { index: false, follow: false },
};
export const viewport: Viewport = { width: 'device-width', initialScale: 1, colorScheme: 'light dark' };

export default async function RootLayout({ children }: { children: ReactNode }) {
  const start = await openShell();
  return (
    <html lang="en" data-theme={(await chosenTheme()) ?? undefined}>
      <body>{start ? <Shell start={start}>{children}</Shell> : children}</body>
    </html>
  );
}

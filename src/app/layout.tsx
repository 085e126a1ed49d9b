/** The frame of every page: language, theme, styles. */
import './tokens.css';
import './base.css';
import type { Metadata, Viewport } from 'next';
import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import { Nav } from './shell/Nav.tsx';
import { isTheme, THEME_COOKIE } from './theme.ts';

export const metadata: Metadata = {
  title: 'Deskmates',
  description: 'A company of AI agents at work',
  robots: { index: false, follow: false },
};
export const viewport: Viewport = { width: 'device-width', initialScale: 1, colorScheme: 'light dark' };

export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = (await cookies()).get(THEME_COOKIE)?.value;
  return (
    <html lang="en" data-theme={isTheme(theme) ? theme : undefined}>
      <body>
        <Nav />
        {children}
      </body>
    </html>
  );
}

/** What stands around every page, as the server knows it. */
import { cookies, headers } from 'next/headers';
import { type Pulse, pulseView } from '../../read/stage.ts';
import { checkExposure } from '../../world/exposure.ts';
import { checkAccess } from '../access.ts';
import { appClock } from '../clock.ts';
import { isTheme, KEYS_COOKIE, RAIL_COOKIE, THEME_COOKIE, type Theme } from '../preferences.ts';
import { appEnv, appWorld } from '../world.ts';

export type ShellStart = {
  /** Null while the database is away: the shell asks again by itself. */
  pulse: Pulse | null;
  theme: Theme | null;
  pinned: boolean;
  /** Single letters do something. */
  keys: boolean;
  /** A token guards the dashboard, so one may sign out. */
  guarded: boolean;
};

export async function chosenTheme(): Promise<Theme | null> {
  const theme = (await cookies()).get(THEME_COOKIE)?.value;
  return isTheme(theme) ? theme : null;
}

/** Null for whoever may not come in. */
export async function openShell(): Promise<ShellStart | null> {
  const verdict = checkAccess({ method: 'GET', headers: await headers() }, 'read', appEnv(), appClock.now());
  if (!verdict.ok) return null;
  const jar = await cookies();
  const exposure = checkExposure(appEnv());
  return {
    // The page itself says what is wrong, and the log has it.
    pulse: await appWorld()
      .then(pulseView)
      .catch(() => null),
    theme: await chosenTheme(),
    pinned: jar.get(RAIL_COOKIE)?.value === 'pinned',
    keys: jar.get(KEYS_COOKIE)?.value !== 'off',
    guarded: exposure.ok && exposure.mode === 'token',
  };
}

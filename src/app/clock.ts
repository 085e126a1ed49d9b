/** This machine's own clock: sessions and log-ins must not wait for a database. */
import { liveClock } from '../world/clock.ts';

export const appClock = liveClock();

'use client';
/** One ticking clock for the whole page, on the server's time, and the texts that follow it. */
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { absoluteTime, ageText } from '../../read/time-words.ts';

const Now = createContext(0);

/** @param asOf the server's time when it was asked last; null while it has not answered */
export function Clock({ asOf, children }: { asOf: string | null; children: ReactNode }) {
  const [now, setNow] = useState(() => (asOf ? Date.parse(asOf) : 0));
  useEffect(() => {
    const offset = asOf ? Date.parse(asOf) - Date.now() : 0;
    const tick = () => setNow(Date.now() + offset);
    tick();
    const timer = setInterval(tick, 1000);
    return () => clearInterval(timer);
  }, [asOf]);
  return <Now value={now}>{children}</Now>;
}

/** Milliseconds, advancing every second. */
export function useNow(): number {
  return useContext(Now);
}

/** "41 s", with the absolute time on hover and for assistive technology. A suffix such as " ago" is left out of "now". */
export function Age({ at, suffix = '' }: { at: string; suffix?: string }) {
  const age = ageText(useNow() - Date.parse(at));
  return (
    <time dateTime={at} title={absoluteTime(at)}>
      {age === 'now' ? age : age + suffix}
    </time>
  );
}

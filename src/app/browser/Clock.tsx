'use client';
/** One ticking clock for the whole page, on the server's time, and the texts that follow it. */
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { absoluteTime, ageText } from './time-words.ts';

const Now = createContext(0);

export function Clock({ asOf, children }: { asOf: string; children: ReactNode }) {
  const [now, setNow] = useState(() => Date.parse(asOf));
  useEffect(() => {
    const offset = Date.parse(asOf) - Date.now();
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

/** "41 s", with the absolute time on hover and for assistive technology. */
export function Age({ at }: { at: string }) {
  return (
    <time dateTime={at} title={absoluteTime(at)}>
      {ageText(useNow() - Date.parse(at))}
    </time>
  );
}

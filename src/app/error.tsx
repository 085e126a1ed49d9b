'use client';
/** For a page that could not be made at all, most often because the database is away. It tries again by itself. */
import { useRouter } from 'next/navigation';
import { startTransition, useCallback, useEffect } from 'react';
import controls from './controls.module.css';
import notice from './notice.module.css';

const AGAIN_MS = 5_000;

export default function PageError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const router = useRouter();
  const again = useCallback(() => {
    startTransition(() => {
      router.refresh();
      reset();
    });
  }, [router, reset]);
  useEffect(() => {
    const timer = setInterval(again, AGAIN_MS);
    return () => clearInterval(timer);
  }, [again]);
  return (
    <main id="main" className={notice.page}>
      <h1>The stage is dark for a moment</h1>
      <p>
        The page could not be made. The database may be starting; your company’s work is not lost. It is tried again every few seconds.
        {error.digest ? ` The log has the details under ${error.digest}.` : ''}
      </p>
      <button type="button" className={controls.primary} onClick={again}>
        Retry
      </button>
    </main>
  );
}

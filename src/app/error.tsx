'use client';
/** For a page that could not be made at all, most often because the database is away. */
import controls from './controls.module.css';
import notice from './notice.module.css';

export default function PageError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <main className={notice.page}>
      <h1>The stage is dark for a moment</h1>
      <p>
        The page could not be made. The database may be starting; your company’s work is not lost.
        {error.digest ? ` The log has the details under ${error.digest}.` : ''}
      </p>
      <button type="button" className={controls.primary} onClick={reset}>
        Retry
      </button>
    </main>
  );
}

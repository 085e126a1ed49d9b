'use client';
/** One region of a page. When something in it throws, it says so and offers to try again; the others go on. */
import type { ReactNode } from 'react';
import { ErrorBoundary } from 'react-error-boundary';
import controls from '../controls.module.css';

type Props = {
  name: string;
  className?: string | undefined;
  /** Its place among panels of which small screens show one at a time. */
  tab?: string;
  children: ReactNode;
};

export function Panel({ name, className, tab, children }: Props) {
  return (
    <section className={className} aria-label={name} data-panel={tab}>
      <ErrorBoundary
        fallbackRender={({ error, resetErrorBoundary }) => (
          <div className={controls.empty} role="alert">
            <strong>{name} could not be drawn</strong>
            <p>{error instanceof Error ? error.message : 'Something unexpected happened.'}</p>
            <p>
              <button type="button" className={controls.button} onClick={resetErrorBoundary}>
                Retry
              </button>
            </p>
          </div>
        )}
      >
        {children}
      </ErrorBoundary>
    </section>
  );
}

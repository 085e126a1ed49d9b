'use client';
/** The office as it was, at the moment that the player shows. */
import dynamic from 'next/dynamic';
import type { Mode } from '../../../office/film/warp.ts';
import type { StreamEvent } from '../../../read/stream.ts';
import styles from './screen.module.css';

const FilmOffice = dynamic(() => import('../../../office/view/FilmOffice.tsx'), {
  ssr: false,
  loading: () => <div className={styles.office} />,
});

export type PastOfficeProps = {
  events: readonly StreamEvent[];
  agents: { id: string; name: string }[];
  seed: string;
  mode: Mode;
  still: boolean;
  /** The real moment that the player stands at. */
  realMs(): number;
};

export function PastOffice(props: PastOfficeProps) {
  return props.events.length === 0 ? null : <FilmOffice {...props} />;
}

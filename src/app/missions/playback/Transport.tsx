'use client';
/** The film's controls: step, play, pace, speed, the live edge and the link to this moment. With reduced motion it is a stepper. */
import type { ReactNode } from 'react';
import controls from '../../controls.module.css';
import styles from './transport.module.css';
import type { Player } from './use-player.ts';

type Props = {
  player: Player;
  speeds: readonly number[];
  stepper: boolean;
  /** Whether there is a moment before and after this one. */
  back: boolean;
  forth: boolean;
  onStep(moments: number): void;
  children?: ReactNode;
};

export function Transport({ player, speeds, stepper, back, forth, onStep, children }: Props) {
  return (
    <div className={styles.transport}>
      <button type="button" className={controls.button} onClick={() => onStep(-1)} disabled={!back} aria-keyshortcuts="ArrowLeft">
        <span aria-hidden="true">◂</span> Back
      </button>
      {!stepper && (
        <button
          type="button"
          className={controls.primary}
          onClick={player.playing ? player.pause : player.play}
          aria-keyshortcuts="Space"
          data-testid="play"
        >
          {player.playing ? '❚❚ Pause' : '▶ Play'}
        </button>
      )}
      <button type="button" className={controls.button} onClick={() => onStep(1)} disabled={!forth} aria-keyshortcuts="ArrowRight">
        Next <span aria-hidden="true">▸</span>
      </button>
      {!stepper && (
        <label className={styles.speed}>
          <span className="visually-hidden">Speed</span>
          <select
            className={controls.field}
            value={player.speed}
            onChange={(event) => player.setSpeed(Number(event.target.value))}
            aria-keyshortcuts="< >"
          >
            {speeds.map((speed) => (
              <option key={speed} value={speed}>
                {speed}×
              </option>
            ))}
          </select>
        </label>
      )}
      {children}
    </div>
  );
}

/** The next slower or faster of the speeds there are. */
export function otherSpeed(speeds: readonly number[], speed: number, by: 1 | -1): number {
  const at = speeds.indexOf(speed);
  return speeds[Math.min(speeds.length - 1, Math.max(0, at + by))] ?? speed;
}

'use client';
/** The keys, and the switch for those who type by voice or by accident. */
import { Dialog } from './Dialog.tsx';
import styles from './dialog.module.css';
import { PAGES } from './pages.ts';

type Props = { letters: boolean; onLetters(on: boolean): void; onClose(): void };

const KEYS: [string, string][] = [
  ['⌘K or Ctrl-K', 'go to anything, do anything'],
  ['j  k', 'next and previous row'],
  ['Enter', 'open'],
  ['Esc', 'close; one level up'],
  ['a  r', 'approve or reject the held proposal that has the focus'],
  ['n', 'new proposal'],
  ['1 … 9', 'focus an agent on the stage'],
  ['/', 'search this page'],
  ['f', 'full screen'],
  ['o', 'office, split or list'],
  ['.', 'pause the motion of the office'],
  ['?', 'this help'],
];

export function Help({ letters, onLetters, onClose }: Props) {
  return (
    <Dialog title="Keyboard" onClose={onClose}>
      <label className={styles.check}>
        <input type="checkbox" checked={letters} onChange={(event) => onLetters(event.target.checked)} />
        Single letters do something (⌘K and Esc always do)
      </label>
      <div className={styles.keys}>
        <dl>
          {KEYS.map(([keys, what]) => (
            <div key={keys}>
              <dt>
                <kbd>{keys}</kbd>
              </dt>
              <dd>{what}</dd>
            </div>
          ))}
        </dl>
        <dl>
          {PAGES.map(({ key, name }) => (
            <div key={key}>
              <dt>
                <kbd>g {key}</kbd>
              </dt>
              <dd>{name}</dd>
            </div>
          ))}
        </dl>
      </div>
    </Dialog>
  );
}

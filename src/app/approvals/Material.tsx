/** What exactly would be done, and the texts it is about: drawn as text, and marked where it came from outside. */
import type { Approval } from '../../read/approvals.ts';
import { Markdown } from '../browser/Markdown.tsx';
import controls from '../controls.module.css';
import styles from './approvals.module.css';

export function Material({ approval }: { approval: Approval }) {
  return (
    <>
      <ol className={styles.steps}>
        {approval.steps.map((step, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a proposal's steps never change their order
          <li key={at}>
            <strong>{step.label}</strong> <code>{step.kind}</code>
            {step.payload && <pre className={approval.untrusted ? styles.outside : styles.payload}>{step.payload}</pre>}
          </li>
        ))}
      </ol>
      {approval.material.map((text) => (
        <figure key={text.id} className={text.untrusted ? styles.outside : styles.material}>
          <figcaption>
            <a href={`/library/${text.id}`}>{text.title}</a> <span>{text.kind.replaceAll('_', ' ')}</span>
            {text.untrusted && <span className={controls.outside}>outside text</span>}
          </figcaption>
          <Markdown text={text.body} />
        </figure>
      ))}
    </>
  );
}

/** Who answers whom: sources down, targets across; each pattern with its type, tags, chance, cooldown and how often it fired today. */
import type { AgentTag } from '../../read/agent-tags.ts';
import type { PatternView, ReactionsView } from '../../read/reactions.ts';
import { Age } from '../browser/Clock.tsx';
import controls from '../controls.module.css';
import { AgentName } from '../records/AgentName.tsx';
import { Scroll } from '../records/Scroll.tsx';
import { plain } from '../records/words.ts';
import styles from './triggers.module.css';
import { minutesText } from './wait.ts';

type Props = { reactions: ReactionsView; agents: readonly AgentTag[] };

export function Matrix({ reactions, agents }: Props) {
  const { sources, targets, patterns } = reactions;
  return (
    <>
      <h2 className={controls.heading}>Who answers whom</h2>
      {patterns.length === 0 ? (
        <p className={controls.empty}>
          <strong>Nobody answers anybody</strong>
          The <a href="/policies/reaction_matrix">reaction matrix</a> holds no pattern.
        </p>
      ) : (
        <Scroll name="Who answers whom, a table">
          <table className={styles.matrix}>
            <caption>
              An event of the row’s agent with these tags makes the column’s agent propose. Set in{' '}
              <a href="/policies/reaction_matrix">reaction_matrix</a>.
            </caption>
            <thead>
              <tr>
                <th scope="col">From</th>
                {targets.map((target) => (
                  <th key={target} scope="col">
                    <AgentName id={target} agents={agents} />
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {sources.map((source) => (
                <tr key={source}>
                  <th scope="row">{source === '*' ? 'anyone' : <AgentName id={source} agents={agents} />}</th>
                  {targets.map((target) => (
                    <td key={target}>
                      {patterns
                        .filter((pattern) => pattern.source === source && pattern.target === target)
                        .map((pattern) => (
                          <Pattern key={pattern.key} pattern={pattern} />
                        ))}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </>
  );
}

function Pattern({ pattern }: { pattern: PatternView }) {
  const { queued, proposed, rejected, failed } = pattern.today;
  const fired = queued + proposed + rejected + failed;
  const percent = Math.round(pattern.probability * 100);
  return (
    <div className={styles.pattern} data-fired={fired > 0}>
      <p>
        <strong>{plain(pattern.type)}</strong> <span className={styles.checked}>{percent} %</span>
      </p>
      <p>
        {pattern.tags.map((tag) => (
          <span key={tag} className={controls.chip}>
            {tag}
          </span>
        ))}
      </p>
      <p className={styles.checked}>
        cooldown {minutesText(pattern.cooldown)} · {fired} today{rejected + failed > 0 && `, ${rejected + failed} came to nothing`}
        {pattern.last_at && fired === 0 && (
          <>
            {' '}
            · last <Age at={pattern.last_at} suffix=" ago" />
          </>
        )}
      </p>
      <span className={styles.chance} aria-hidden="true">
        <span style={{ width: `${percent}%` }} />
      </span>
    </div>
  );
}

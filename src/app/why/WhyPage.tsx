'use client';
/** From the first cause down to the row, and on to everything that came of it. */
import type { AgentNow } from '../../read/stage.ts';
import type { WhyBranch, WhyNode, WhyView } from '../../read/why-tree.ts';
import { Age, Clock } from '../browser/Clock.tsx';
import { agentColor } from '../browser/Face.tsx';
import { Panel } from '../browser/Panel.tsx';
import { useView } from '../browser/use-view.ts';
import controls from '../controls.module.css';
import styles from './why.module.css';

type Agents = Map<string, AgentNow>;

export function WhyPage({ first, id }: { first: WhyView; id: string }) {
  const { view, stale } = useView(first, `/api/ops/views/why/${id}`);
  const agents = new Map(view.agents.map((agent) => [agent.id, agent]));
  return (
    <Clock asOf={view.as_of}>
      <main id="main" className={styles.page} data-stale={stale}>
        <h1>Why did this happen?</h1>
        <Panel name="Causes" className={styles.panel}>
          <h2 className={controls.heading}>From its first cause</h2>
          <ol className={styles.causes}>
            {view.causes.map((node, index) => (
              <li key={node.id ?? index} className={styles.link} style={colorOf(node, agents)}>
                <Node node={node} agents={agents} />
              </li>
            ))}
            <li className={styles.asked} style={colorOf(view.asked, agents)} aria-current="true">
              <Node node={view.asked} agents={agents} asked />
            </li>
          </ol>
        </Panel>
        <Panel name="Consequences" className={styles.panel}>
          <h2 className={controls.heading}>
            What came of it <span className={styles.count}>{view.count}</span>
          </h2>
          {view.consequences.length === 0 ? (
            <p className={controls.empty}>
              <strong>Nothing so far</strong>
              What this row leads to appears here.
            </p>
          ) : (
            <Branches branches={view.consequences} agents={agents} level={1} />
          )}
          {view.cut && <p className={styles.cut}>Only the first {view.count} are shown.</p>}
        </Panel>
      </main>
    </Clock>
  );
}

/** Branches below this level are closed at first. */
const OPEN_LEVELS = 6;

function Branches({ branches, agents, level }: { branches: WhyBranch[]; agents: Agents; level: number }) {
  return (
    <ul className={styles.branches} data-deep={level > 10 ? 'everywhere' : level > 4 ? 'on-phones' : undefined}>
      {branches.map((branch) => (
        <li key={branch.id} className={styles.branch} style={colorOf(branch, agents)}>
          <Node node={branch} agents={agents} />
          {branch.children.length > 0 && (
            <details open={level < OPEN_LEVELS}>
              <summary>
                led to {countOf(branch)} {countOf(branch) === 1 ? 'thing' : 'things'}
              </summary>
              <Branches branches={branch.children} agents={agents} level={level + 1} />
            </details>
          )}
        </li>
      ))}
    </ul>
  );
}

function countOf(branch: WhyBranch): number {
  return branch.children.reduce((sum, child) => sum + 1 + countOf(child), 0);
}

function Node({ node, agents, asked = false }: { node: WhyNode; agents: Agents; asked?: boolean }) {
  const { kind, state, id, agent_id, at, sentence, href } = node;
  return (
    <>
      <p className={styles.facts}>
        <span className={controls.chip}>{[kind, state].filter(Boolean).join(' · ').replaceAll('_', ' ')}</span>
        {agent_id && (
          <a className={styles.agent} href={`/agents/${agent_id}`}>
            {agents.get(agent_id)?.name ?? agent_id}
          </a>
        )}
        {at && <Age at={at} suffix=" ago" />}
        {id && !asked && at && <a href={`/why/${id}`}>Why?</a>}
      </p>
      <p className={styles.sentence}>{href ? <Linked href={href} sentence={sentence} /> : sentence}</p>
    </>
  );
}

function Linked({ href, sentence }: { href: string; sentence: string }) {
  return (
    <a href={href}>
      {sentence} <span aria-hidden="true">→</span>
    </a>
  );
}

function colorOf(node: WhyNode, agents: Agents) {
  return agentColor(node.agent_id ? agents.get(node.agent_id) : undefined);
}

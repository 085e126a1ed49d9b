'use client';
/** One agent's page: who it is, and five tabs of what it knows, likes, sounds like, did and cost. */
import type { AgentView } from '../../../read/agent.ts';
import { Clock } from '../../browser/Clock.tsx';
import { agentColor, Face } from '../../browser/Face.tsx';
import { Panel } from '../../browser/Panel.tsx';
import { useView } from '../../browser/use-view.ts';
import { Doing, Today } from '../AgentCards.tsx';
import layout from '../agents.module.css';
import cards from '../cards.module.css';
import styles from './agent.module.css';
import { CostTab } from './CostTab.tsx';
import { MemoryTab } from './MemoryTab.tsx';
import { RelationshipsTab } from './RelationshipsTab.tsx';
import { type Tab, Tabs } from './Tabs.tsx';
import { VoiceTab } from './VoiceTab.tsx';
import { WorkTab } from './WorkTab.tsx';

export function AgentPage({ first, tab }: { first: AgentView; tab: string | null }) {
  const { view, stale, refresh } = useView(first, `/api/ops/views/agents/${first.agent.id}`);
  const { agent } = view;
  const tabs: Tab[] = [
    { id: 'memory', label: 'Memory', count: agent.memories, draw: () => <MemoryTab view={view} onChanged={refresh} /> },
    { id: 'relationships', label: 'Relationships', count: null, draw: () => <RelationshipsTab view={view} /> },
    { id: 'voice', label: 'Voice', count: view.voice.active.length, draw: () => <VoiceTab view={view} /> },
    { id: 'work', label: 'Work', count: null, draw: () => <WorkTab view={view} /> },
    { id: 'cost', label: 'Cost', count: null, draw: () => <CostTab cost={view.cost} /> },
  ];
  return (
    <Clock asOf={view.as_of}>
      <main id="main" className={layout.page} data-stale={stale} style={agentColor(agent)}>
        <header className={styles.head}>
          <Face agent={agent} large />
          <div>
            <p className={styles.back}>
              <a href="/agents">Agents</a>
            </p>
            <h1>{agent.name}</h1>
            <p className={layout.lede}>
              {agent.role} · {view.persona.tone}
            </p>
          </div>
          <blockquote className={styles.signature}>“{view.persona.signature}”</blockquote>
          <a className={styles.off} href="/policies/kill_switch">
            {agent.state === 'off' ? 'Switched off — switch on…' : 'Switch off…'}
          </a>
        </header>
        <div className={styles.strip}>
          <p className={cards.now} data-state={agent.talking ? 'working' : agent.state}>
            <i aria-hidden="true" />
            <Doing agent={agent} />
          </p>
          <Today agent={agent} />
        </div>
        <Panel name={`About ${agent.name}`} className={styles.about}>
          <Tabs tabs={tabs} first={tab} />
        </Panel>
      </main>
    </Clock>
  );
}

/** Rules by which agents start work on their own schedule. The evaluator keeps time (cooldown, skip probability, jitter, topic rotation); a checker only says what to do about the topic whose turn it is. */
import type { Checker, ProposedStep, TriggerSeed } from '../../src/core/company.ts';
import { titled, type VERBS } from '../subjects.ts';
import { targetOf } from './config.ts';

/** People do not start on the minute: 25 to 45 minutes later than planned, and now and then not at all. */
const human = (skip_probability: number) => ({ skip_probability, jitter_minutes: [25, 45] });

const FIELD_TOPICS = [
  'what agents cost to run',
  'reliability of agents in production',
  'human approval and review',
  'security of tool use',
  'several agents working together',
  'memory and context',
];

export const proactiveTriggers: TriggerSeed[] = [
  every(3, 'proactive_scan_signals', 'growth', 0, 0.1, FIELD_TOPICS),
  every(4, 'proactive_draft_tweet', 'twitter-alt', 3, 0.15, [
    'one number about agents that surprised us this week',
    'what nobody says about approving agent work',
    'the cheapest way to make an agent more reliable',
    'a mistake an agent made and what it taught its owner',
    'one agent or six: when more is worse',
  ]),
  every(6, 'proactive_research', 'brain', 6, 0.1, [
    'what agents cost to run',
    'reliability of agents in production',
    'human approval and review',
    'several agents working together',
  ]),
  every(8, 'proactive_analyze_ops', 'observer', 1, 0.1, [
    'what was refused at the door, and why',
    'failures and second tries',
    'spending against the daily cap',
    'what waits for a person',
  ]),
  every(12, 'proactive_write_content', 'creator', 2, 0.1, [
    'a day with agents: what really gets done',
    'what an approval costs, and what it saves',
    'why small agent teams fail',
    'how to read an agent benchmark',
  ]),
  every(24, 'proactive_daily_brief', 'opus', 4, 0.1, ['yesterday, today, and what is in the way']),
  // The topics of this rule are addresses: one page or feed of the field at a time.
  every(12, 'proactive_track_field', 'growth', 9, 0.15, [
    '/sample-newsroom/feed.xml',
    'https://simonwillison.net/atom/everything/',
    'https://hnrss.org/newest?q=AI+agents',
    'https://huggingface.co/blog/feed.xml',
    'https://github.blog/ai-and-ml/feed/',
  ]),
];

export const proactiveCheckers: Record<string, Checker> = {
  proactive_scan_signals: about('scan', 'AI agents', (topic) => [{ kind: 'scan_signals', payload: { topic } }]),
  proactive_draft_tweet: about('tweet', 'AI agents at work', (topic) => [{ kind: 'draft_tweet', payload: { topic } }]),
  proactive_research: about('research', 'AI agents in production', (topic) => [{ kind: 'research', payload: { topic } }]),
  proactive_analyze_ops: about('ops', 'the last 24 hours', (topic) => [{ kind: 'analyze', payload: { topic, scope: 'ops' } }]),
  proactive_write_content: about('write', 'AI agents at work', (topic) => [{ kind: 'write_content', payload: { topic } }]),
  proactive_daily_brief: about('brief', 'the last 24 hours', (topic) => [
    { kind: 'analyze', payload: { topic: `daily brief: ${topic}`, scope: 'ops' } },
  ]),
  proactive_track_field: about('track', '/sample-newsroom/feed.xml', (address): ProposedStep[] => [
    { kind: 'crawl', payload: { url: address } },
    { kind: 'analyze', payload: { topic: `what is new at ${siteOf(address)}`, scope: 'signals' } },
  ]),
};

function every(
  hours: number,
  name: string,
  target_agent: string,
  first_after_minutes: number,
  skip_probability: number,
  topics: string[],
): TriggerSeed {
  return {
    name,
    trigger_event: name,
    kind: 'proactive',
    conditions: {},
    action_config: { target_agent, ...human(skip_probability), topics },
    cooldown_minutes: hours * 60,
    first_after_minutes,
  };
}

/** `usual` is the topic of a rule whose list of topics a person has emptied. */
function about(verb: keyof typeof VERBS, usual: string, steps: (topic: string) => ProposedStep[]): Checker {
  return async ({ config, topic }) => {
    const subject = topic?.trim() || usual;
    return { fired: true, proposal: { agent_id: targetOf(config), title: titled(verb, subject), proposed_steps: steps(subject) } };
  };
}

function siteOf(address: string): string {
  return URL.canParse(address) ? new URL(address).hostname : 'the sample newsroom';
}

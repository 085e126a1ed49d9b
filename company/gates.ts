/** Caps at the door, by step kind. A full cap rejects the proposal before anything is queued; the reason says when it opens again. */
import type { Gate, Verdict } from '../src/core/company.ts';

const OPENS = 'the next slot opens at 00:00 UTC';

/** Drafts: what stands today plus what is asked must stay within the day's number. */
export const contentGate: Gate = {
  name: 'content_policy',
  check({ policies, used, asked }) {
    const { enabled, max_drafts_per_day: limit } = policies.content_policy;
    if (!enabled) return refuse('content_policy: writing is switched off; set content_policy.enabled to true to allow it');
    return room('content_policy', { limit, used: used.drafts_today, asked, things: 'drafts', verb: 'written' });
  },
};

/** Posts: the day's number first, then the day's money, counted at the price a post may cost under the present policy. */
export const tweetGate: Gate = {
  name: 'x_daily_quota',
  check({ policies, used, asked }) {
    const { limit } = policies.x_daily_quota;
    const counted = room('x_daily_quota', { limit, used: used.tweets_today, asked, things: 'tweets', verb: 'used' });
    if (!counted.ok || !policies.x_policy.posting) return counted;
    const { allow_links, price_usd, price_with_link_usd, daily_spend_cap_usd: cap } = policies.x_policy;
    const wanted = asked * (allow_links ? price_with_link_usd : price_usd);
    const spent = used.tweet_spend_today_usd;
    // Sums of cents as floats: 0.1 + 0.2 must still fit a cap of 0.3.
    if (spent + wanted <= cap + 1e-9) return { ok: true };
    return refuse(
      `x_policy: ${usd(spent)} of ${usd(cap)} spent on posts today and this would cost up to ${usd(wanted)}; the budget opens again at 00:00 UTC`,
    );
  },
};

/** Deployments: off unless a person switched them on, and few a day. */
export const deployGate: Gate = {
  name: 'deploy_policy',
  check({ policies, used, asked }) {
    const { enabled, max_per_day: limit } = policies.deploy_policy;
    if (!enabled) return refuse('deploy_policy: deploying is switched off; set deploy_policy.enabled to true to allow it');
    return room('deploy_policy', { limit, used: used.deploys_today, asked, things: 'deployments', verb: 'used' });
  },
};

function room(policy: string, count: { limit: number; used: number; asked: number; things: string; verb: string }): Verdict {
  const { limit, used, asked, things, verb } = count;
  if (used + asked <= limit) return { ok: true };
  if (limit === 0) return refuse(`${policy}: 0 ${things} are allowed a day; raise the limit to allow any`);
  const state = `${policy}: ${used} of ${limit} ${things} ${verb} today`;
  if (used >= limit) return refuse(`${state}; ${OPENS}`);
  return refuse(`${state} and this proposal asks for ${asked}; ask for at most ${limit - used}, or wait: ${OPENS}`);
}

function refuse(reason: string): Verdict {
  return { ok: false, reason };
}

function usd(amount: number): string {
  return `$${amount.toFixed(3).replace(/(\.\d\d)0$/, '$1')}`;
}

/** The deploy port: one signed POST to the webhook the operator configured. */
import { createHmac } from 'node:crypto';

export type WebhookOutcome =
  | { outcome: 'delivered'; status: number }
  | { outcome: 'not_configured' }
  /** The receiver said no; asking again changes nothing. */
  | { outcome: 'refused'; status: number; detail: string }
  /** No answer, or one that leaves open whether it was carried out. */
  | { outcome: 'unknown'; detail: string };

export type WebhookPort = {
  /** `key` is sent as Idempotency-Key, so that a receiver can drop a repeat. */
  deliver(key: string, body: object): Promise<WebhookOutcome>;
};

/** @param config url and secret of the receiver; both must be set, else every delivery says not_configured */
export function liveWebhook(config: { url?: string; secret?: string; timeoutMs?: number }): WebhookPort {
  return {
    async deliver(key, body) {
      if (!config.url || !config.secret) return { outcome: 'not_configured' };
      const text = JSON.stringify(body);
      const signature = createHmac('sha256', config.secret).update(text).digest('hex');
      try {
        const response = await fetch(config.url, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'idempotency-key': key, 'x-deskmates-signature': `sha256=${signature}` },
          body: text,
          redirect: 'error',
          signal: AbortSignal.timeout(config.timeoutMs ?? 15_000),
        });
        if (response.ok) return { outcome: 'delivered', status: response.status };
        const detail = (await response.text()).slice(0, 300);
        return response.status < 500
          ? { outcome: 'refused', status: response.status, detail }
          : { outcome: 'unknown', detail: `HTTP ${response.status}: ${detail}` };
      } catch (error) {
        return { outcome: 'unknown', detail: error instanceof Error ? error.message : String(error) };
      }
    },
  };
}

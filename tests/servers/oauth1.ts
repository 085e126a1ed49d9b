/** Checks an OAuth 1.0a signature as RFC 5849 describes it, independently of any client. */
import { createHmac } from 'node:crypto';

const encode = (text: string) => encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

/** @param url absolute, with its query */
export function signatureHolds(
  method: string,
  url: string,
  authorization: string,
  secrets: { apiSecret: string; accessSecret: string },
): boolean {
  const fields = [...authorization.replace(/^OAuth /, '').matchAll(/([a-z_]+)="([^"]*)"/g)].map(
    ([, name = '', value = '']) => [name, decodeURIComponent(value)] as const,
  );
  const claimed = fields.find(([name]) => name === 'oauth_signature')?.[1];
  const { origin, pathname, searchParams } = new URL(url);
  const parameters = [...fields.filter(([name]) => name !== 'oauth_signature'), ...searchParams]
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .sort(([a, av], [b, bv]) => (a < b || (a === b && av < bv) ? -1 : 1))
    .map((pair) => pair.join('='))
    .join('&');
  const base = [method, encode(origin + pathname), encode(parameters)].join('&');
  const key = `${encode(secrets.apiSecret)}&${encode(secrets.accessSecret)}`;
  return claimed === createHmac('sha1', key).update(base).digest('base64');
}

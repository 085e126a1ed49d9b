/** How the dashboard is built and served. */
import type { NextConfig } from 'next';

// Nothing about this company is told to anyone.
process.env.NEXT_TELEMETRY_DISABLED ??= '1';

/** Headers that every answer carries; the content policy of pages is made per request in src/proxy.ts. */
const headers = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'Referrer-Policy', value: 'no-referrer' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
  { key: 'Permissions-Policy', value: 'camera=(), microphone=(), geolocation=()' },
];

const config: NextConfig = {
  poweredByHeader: false,
  // Types are checked for the whole repository by `npm run typecheck`.
  typescript: { ignoreBuildErrors: true },
  turbopack: { root: import.meta.dirname },
  outputFileTracingRoot: import.meta.dirname,
  devIndicators: false,
  serverExternalPackages: [
    '@ai-sdk/anthropic',
    '@ai-sdk/openai-compatible',
    '@mozilla/readability',
    '@xdevplatform/xdk',
    'ai',
    'feedsmith',
    'linkedom',
    'pino',
    'pg',
    'robots-parser',
    'turndown',
    'turndown-plugin-gfm',
    'twitter-text',
    'undici',
  ],
  headers: async () => [{ source: '/:path*', headers }],
};

export default config;

/** Small line drawings on a grid of 16, in the colour of the text. Decoration: the word always stands beside or is read out. */

const PATHS = {
  stage: 'M1.5 2.5h13v8h-13zM4 10.5v3M12 10.5v3M2.5 13.5h11M5 6.5h2M9 6.5h2',
  missions: 'M6 3.5h8M6 8h8M6 12.5h8M2 3.5l1 1 1.5-2M2 8l1 1 1.5-2M2 12.5l1 1 1.5-2',
  talks: 'M2 2.5h9v6H6l-2.5 2v-2H2zM13 6.5h1.5v5.5H13v2l-2.5-2H7.5',
  agents:
    'M6 7.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM1.5 13.5c0-2.5 2-4 4.500-4s4.500 1.500 4.500 4M11 3a2.200 2.200 0 0 1 0 4.300M12.500 9.700c1.300.6 2 1.900 2 3.800',
  approvals: 'M8 1.500l5.500 2v4c0 3.500-2.300 5.800-5.500 7-3.200-1.200-5.500-3.500-5.500-7v-4zM5.500 8l1.800 1.800L10.700 6',
  policies:
    'M2 4h6M11.500 4H14M2 12h2.500M8 12h6M2 8h9M13.500 8h.5M9.700 5.500a1.500 1.500 0 1 0 0-3 1.500 1.500 0 0 0 0 3zM6.200 13.500a1.500 1.500 0 1 0 0-3 1.500 1.500 0 0 0 0 3z',
  triggers: 'M9 1.500L3.500 9h4l-.5 5.500L12.500 7h-4z',
  library: 'M2.500 2.500h3v11h-3zM5.500 2.500h3v11h-3zM9 3.200l2.700-.7 2.800 10.600-2.700.7z',
  outbox: 'M14.500 1.500L1.500 7l5 2 2 5.500zM6.500 9l4-4',
  film: 'M1.500 3.500h13v9h-13zM4.500 3.500v9M11.500 3.500v9M1.500 6.500h3M1.500 9.500h3M11.500 6.500h3M11.500 9.500h3',
  runs: 'M1.500 8.500h3l1.500-5 3 9.500 1.800-4.500h3.700',
  costs:
    'M8 1.500v13M11 4.500C10.500 3.500 9.500 3 8 3 6.300 3 5 3.900 5 5.300c0 3.400 6.200 1.700 6.200 5.200 0 1.500-1.400 2.500-3.200 2.500-1.700 0-2.800-.7-3.200-1.800',
  pays: 'M2 2v12h12M4.500 10.500l3-3.500 2.500 2L14 4.500M11 4.500h3v3',
  more: 'M3 8h.01M8 8h.01M13 8h.01',
  search: 'M7 12a5 5 0 1 0 0-10 5 5 0 0 0 0 10zM10.700 10.700L14.500 14.500',
  pin: 'M5.500 3l5 5-5 5',
  unpin: 'M10.500 3l-5 5 5 5',
  pause: 'M5 3v10M11 3v10',
  play: 'M4.500 2.500l9 5.500-9 5.500z',
  plus: 'M8 2.500v11M2.500 8h11',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name, size = 18 }: { name: IconName; size?: number }) {
  return (
    <svg
      viewBox="0 0 16 16"
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      strokeWidth={name === 'more' ? 2.4 : 1.3}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}

/** The report's look: quiet, in light and dark, on paper and phones. */
export const STYLE = `
:root { color-scheme: light dark; --bg: light-dark(#fbfaff, #0c0b18); --panel: light-dark(#f1effa, #14132a); --fg: light-dark(#1b1836, #ecebfa);
  --muted: light-dark(#5a5680, #9a97c4); --line: light-dark(#d9d5ee, #2b2950); --accent: light-dark(#0b7285, #27d6e6); }
* { box-sizing: border-box; }
body { margin: 0; background: var(--bg); color: var(--fg); font: 15px/1.5 system-ui, sans-serif; }
main { max-width: 860px; margin: 0 auto; padding: 32px 16px 64px; }
h1 { margin: 0; font-size: 26px; letter-spacing: -0.01em; }
header p, footer, .muted { color: var(--muted); overflow-wrap: anywhere; }
code { background: var(--panel); padding: 1px 5px; border-radius: 4px; font-size: 13px; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(130px, 1fr)); gap: 10px; margin: 24px 0; }
.tiles div { background: var(--panel); border: 1px solid var(--line); border-radius: 8px; padding: 12px 14px; }
.tiles strong { display: block; font-size: 24px; font-variant-numeric: tabular-nums; }
.tiles span { color: var(--muted); font-size: 13px; }
.promises p { margin: 4px 0; }
.promises b { display: inline-block; min-width: 72px; color: var(--accent); }
figure { margin: 28px 0; padding: 16px; background: var(--panel); border: 1px solid var(--line); border-radius: 8px; overflow-x: auto; }
figcaption { font-weight: 600; margin-bottom: 10px; }
svg { display: block; width: 100%; height: auto; }
.grid { stroke: var(--line); stroke-width: 1; }
.tiny { fill: var(--muted); font-size: 9px; }
.cell { fill: var(--fg); font-size: 10px; font-weight: 600; }
.legend { list-style: none; display: flex; flex-wrap: wrap; gap: 4px 16px; margin: 10px 0 0; padding: 0; font-size: 12px; color: var(--muted); }
.legend i { display: inline-block; width: 10px; height: 10px; border-radius: 3px; margin-right: 6px; }
thead th + th { text-align: right; }
table { border-collapse: collapse; width: 100%; font-size: 13px; }
th { text-align: left; font-weight: 500; padding: 4px 8px 4px 0; border-top: 1px solid var(--line); }
td { padding: 4px 8px; border-top: 1px solid var(--line); }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.bar { width: 45%; } .bar span { display: block; height: 10px; border-radius: 3px; background: var(--accent); }
footer { font-size: 12px; margin-top: 32px; }
@media print { figure { break-inside: avoid; } }
`;

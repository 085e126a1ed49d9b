/** The price table the ledger is reckoned by. */
import type { CostsView, PriceLine } from '../../read/costs.ts';
import controls from '../controls.module.css';
import frame from '../records/records.module.css';
import { Scroll } from '../records/Scroll.tsx';
import { whole } from '../records/words.ts';

const STATES: Record<PriceLine['state'], string> = { holds: 'holds', replaced: 'replaced', future: 'not yet' };

export function Prices({ prices }: { prices: CostsView['prices'] }) {
  return (
    <>
      <h2 className={controls.heading}>Prices</h2>
      <p className={frame.note}>
        US dollars for a million tokens, collected on {prices.collected}. A model that is not here is estimated at the dearest known price,
        never at nothing. A new price is a new line in <code>src/world/prices.ts</code>.
      </p>
      <details className={frame.folded}>
        <summary>Show {prices.lines.length} prices</summary>
        <Scroll name="Price table">
          <table className={frame.table}>
            <thead>
              <tr>
                <th scope="col">Model</th>
                <th scope="col">From</th>
                <th scope="col" className={frame.number}>
                  Prompt up to
                </th>
                <th scope="col" className={frame.number}>
                  Input
                </th>
                <th scope="col" className={frame.number}>
                  Cached input
                </th>
                <th scope="col" className={frame.number}>
                  Output
                </th>
                <th scope="col">State</th>
              </tr>
            </thead>
            <tbody>
              {prices.lines.map((line) => (
                <tr key={`${line.model} ${line.from} ${line.max_prompt_tokens}`} data-state={line.state}>
                  <th scope="row">{line.model}</th>
                  <td className={frame.nowrap}>{line.from}</td>
                  <td className={frame.number}>{line.max_prompt_tokens === null ? 'any' : whole(line.max_prompt_tokens)}</td>
                  <td className={frame.number}>${line.input}</td>
                  <td className={frame.number}>${line.cached_input}</td>
                  <td className={frame.number}>${line.output}</td>
                  <td>{STATES[line.state]}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      </details>
    </>
  );
}

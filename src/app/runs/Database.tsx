/** How large the company's memory of itself is. */
import type { RunsView, TableView } from '../../read/runs.ts';
import controls from '../controls.module.css';
import frame from '../records/records.module.css';
import { Scroll } from '../records/Scroll.tsx';
import { bytes, whole } from '../records/words.ts';

const SHOWN = 6;

export function Database({ database: { bytes: size, tables } }: { database: RunsView['database'] }) {
  return (
    <>
      <h2 className={controls.heading}>Database</h2>
      <p className={frame.note}>{bytes(size)} in all; the largest tables first. Rows are PostgreSQL’s estimates.</p>
      <Tables name="Largest tables" tables={tables.slice(0, SHOWN)} />
      {tables.length > SHOWN && (
        <details className={frame.folded}>
          <summary>{tables.length - SHOWN} smaller tables</summary>
          <Tables name="Smaller tables" tables={tables.slice(SHOWN)} />
        </details>
      )}
    </>
  );
}

function Tables({ name, tables }: { name: string; tables: readonly TableView[] }) {
  return (
    <Scroll name={name}>
      <table className={frame.table}>
        <thead>
          <tr>
            <th scope="col">Table</th>
            <th scope="col" className={frame.number}>
              Rows
            </th>
            <th scope="col" className={frame.number}>
              Size
            </th>
          </tr>
        </thead>
        <tbody>
          {tables.map((table) => (
            <tr key={table.name}>
              <th scope="row">{table.name}</th>
              <td className={frame.number}>{whole(table.rows)}</td>
              <td className={frame.number}>{bytes(table.bytes)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

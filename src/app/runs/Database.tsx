/** How large the company's memory of itself is. */
import type { RunsView } from '../../read/runs.ts';
import controls from '../controls.module.css';
import frame from '../records/records.module.css';
import { Scroll } from '../records/Scroll.tsx';
import { bytes, whole } from '../records/words.ts';

export function Database({ database }: { database: RunsView['database'] }) {
  return (
    <>
      <h2 className={controls.heading}>Database</h2>
      <p className={frame.note}>{bytes(database.bytes)} in all. Rows are PostgreSQL’s estimates.</p>
      <Scroll name="Tables">
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
            {database.tables.map((table) => (
              <tr key={table.name}>
                <th scope="row">{table.name}</th>
                <td className={frame.number}>{whole(table.rows)}</td>
                <td className={frame.number}>{bytes(table.bytes)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </>
  );
}

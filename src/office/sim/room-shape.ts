/**
 * A room as data: where one can walk, what stands there, and the named places of behaviour.
 *
 * Rules (`roomFaults` in tilemap.ts tells every breach):
 * - each anchor has a tile of its own, walkable and outside all furniture; who has arrived keeps it;
 * - with all anchors' tiles taken, what is left of the floor is connected and touches each of them, so who has arrived is never in the way;
 * - `desk:0`, `desk:1`, … : one for each agent, in the order of the company. At least one `door` and one `table`;
 * - seats at the table come in facing pairs: `table:0` faces `table:1`, `table:2` faces `table:3`.
 */
import type { Facing, Pose } from '../frame.ts';

export type Tile = { col: number; row: number };

export type AnchorKind = 'desk' | 'coffee' | 'table' | 'sofa' | 'board' | 'rack' | 'window' | 'arcade' | 'door' | 'spot';

export type Anchor = {
  /** `<kind>:<index>`, for example `table:3`. */
  id: string;
  kind: AnchorKind;
  /** The approach tile: where one walks to. */
  tile: Tile;
  /** From the feet on the approach tile to the feet when seated, in pixels. */
  seat: { dx: number; dy: number };
  facing: Facing;
  /** What one does here when nothing else is known. */
  pose: Pose;
  zBias: number;
};

export type Furniture = {
  id: string;
  kind: string;
  /** World pixel of its upper left corner. */
  x: number;
  y: number;
  /** Where it is sorted among people. */
  baseline: number;
  /** Tiles nobody walks on. */
  tiles: Tile[];
};

export type Room = {
  cols: number;
  rows: number;
  /** Pixels of a tile's side. */
  tile: number;
  /** Rows above are wall. */
  floorTop: number;
  furniture: Furniture[];
  anchors: Anchor[];
};

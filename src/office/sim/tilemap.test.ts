/** Rooms: what people need of one, for any number of them. */
import { describe, expect, test } from 'vitest';
import { officeRoom } from '../room.ts';
import { findPath } from './astar.ts';
import type { Room } from './room-shape.ts';
import { groundOf, placesOf, roomFaults } from './tilemap.ts';

describe.each([3, 6, 7, 20, 50])('a room for %i', (agents) => {
  test('has no faults', () => {
    expect(roomFaults(officeRoom(agents), agents)).toEqual([]);
  });
  test('lets everybody get from each place to each other one, past all who have arrived', () => {
    const ground = groundOf(officeRoom(agents));
    for (const from of ground.places)
      for (const to of ground.places) {
        const cost = (tile: number) => (ground.free[tile] && (!ground.kept[tile] || tile === to.at) ? 1 : Number.POSITIVE_INFINITY);
        expect(findPath(ground, from.at, to.at, cost), `${from.id} to ${to.id}`).not.toBeNull();
      }
  });
  test('has spots to stand about', () => {
    expect(placesOf(groundOf(officeRoom(agents)), 'spot').length).toBeGreaterThanOrEqual(3);
  });
});

test('faults are told by name', () => {
  const room = officeRoom(6);
  const [first, second] = room.anchors as [Room['anchors'][number], Room['anchors'][number]];
  const shared: Room = { ...room, anchors: room.anchors.map((anchor) => (anchor === second ? { ...anchor, tile: first.tile } : anchor)) };
  expect(roomFaults(shared, 6)).toContainEqual(expect.stringContaining('desk:1: shares its tile with desk:0'));
  expect(roomFaults(room, 7)).toContainEqual('desk:6: is missing');
  const inside: Room = {
    ...room,
    anchors: room.anchors.map((anchor) => (anchor === first ? { ...anchor, tile: { col: 8, row: 9 } } : anchor)),
  };
  expect(roomFaults(inside, 6)).toContainEqual(expect.stringContaining('desk:0: its tile 8,9 is no free floor'));
});

/** The real room: people can live in it, however many they are. */
import { describe, expect, test } from 'vitest';
import { MOST_AGENTS, officeRoom } from './room.ts';
import { groundOf, placesOf, roomFaults } from './sim/tilemap.ts';

test('has no fault for any company from 1 to 50 agents, and room to stand about', () => {
  for (let agents = 1; agents <= MOST_AGENTS; agents++) {
    expect(roomFaults(officeRoom(agents), agents), `${agents} agents`).toEqual([]);
    expect(placesOf(groundOf(officeRoom(agents)), 'spot').length).toBeGreaterThanOrEqual(3);
  }
});

describe('furniture', () => {
  test('stands where it blocks: each piece’s tiles lie under its drawing’s width', () => {
    for (const piece of officeRoom(6).furniture)
      for (const { col, row } of piece.tiles) {
        expect(Math.abs(col * 16 + 8 - piece.x), `${piece.id} at ${col},${row}`).toBeLessThan(110);
        expect(row * 16, `${piece.id} at ${col},${row}`).toBeLessThan(piece.baseline + 16);
      }
  });
});

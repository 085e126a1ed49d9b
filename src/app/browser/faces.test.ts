import { describe, expect, test } from 'vitest';
import { FACE_SIZE, FACES, facePaths } from './faces.ts';

describe('faces', () => {
  test.each(Object.entries(FACES))('%s is 12 by 12 and uses every colour it names, and no other', (_id, face) => {
    expect(face.rows).toHaveLength(FACE_SIZE);
    for (const row of face.rows) expect(row).toHaveLength(FACE_SIZE);
    const used = new Set(face.rows.join('').replaceAll('.', ''));
    expect([...used].sort()).toEqual(Object.keys(face.palette).sort());
  });
  test('every two silhouettes differ by more than their colours', () => {
    const outlines = Object.values(FACES).map((face) => face.rows.join('').replace(/[^.]/g, '#'));
    for (const [at, one] of outlines.entries()) {
      for (const other of outlines.slice(at + 1)) {
        const different = [...one].filter((pixel, index) => pixel !== other[index]).length;
        expect(different).toBeGreaterThan(4);
      }
    }
  });
  test('a row of equal pixels is one rectangle', () => {
    expect(facePaths({ rows: ['aab', 'a.b'], palette: { a: 'red', b: 'blue' } })).toEqual([
      { color: 'red', d: 'M0 0h2v1h-2zM0 1h1v1h-1z' },
      { color: 'blue', d: 'M2 0h1v1h-1zM2 1h1v1h-1z' },
    ]);
  });
});

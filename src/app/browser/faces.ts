/** The six heads as pixels in text: 12 by 12, one letter per pixel, `.` is clear. Agents without a drawing show their initial. */

export const FACE_SIZE = 12;

export type FacePixels = { rows: readonly string[]; palette: Readonly<Record<string, string>> };

/** By agent id. */
export const FACES: Readonly<Record<string, FacePixels>> = {
  opus: {
    palette: { H: '#939cc6', h: '#eef1ff', S: '#f0b58e', s: '#c9805f', e: '#14122a', c: '#2d2a5c', w: '#eef1ff', a: '#ff3d9a' },
    rows: [
      '............',
      '...HHHHHH...',
      '..HhhhHHHH..',
      '..HhHHHHHH..',
      '..HHHSSSHH..',
      '..HSSSSSSH..',
      '..SSeSSeSS..',
      '..SSSSSSSS..',
      '..sSSssSSs..',
      '...sSSSSs...',
      '..ccwaawcc..',
      '.cccwwaawcc.',
    ],
  },
  brain: {
    palette: { H: '#137c9b', h: '#27d6e6', S: '#ffd9b8', s: '#dba380', g: '#20233f', l: '#8ff4f4', w: '#eef1ff', C: '#8d97bd' },
    rows: [
      '............',
      '...HHHHHH...',
      '..HHhhhHHH..',
      '.HHhHHHHHHH.',
      '.HHSSSSSSHH.',
      '.HHSSSSSSHH.',
      '.HgllggllgH.',
      '.HHSSSSSSHH.',
      '.HHsSSSSsHH.',
      '.HH.sSSs.HH.',
      '..wwwCCwww..',
      '.wwwwCCwwww.',
    ],
  },
  growth: {
    palette: { H: '#f2a33c', h: '#ffd479', S: '#c98a5f', s: '#95593c', e: '#14122a', a: '#27d6e6', w: '#fff3c9', c: '#c9404e' },
    rows: [
      '..H..H..H...',
      '..HHHhHHHH..',
      '.HHhhHHHHHH.',
      '..HHHHHHHH..',
      '..aaaaaaaa..',
      '..SSSSSSSS..',
      '..SSeSSeSS..',
      '..SSSSSSSS..',
      '..sSwwwwSs..',
      '...sSSSSs...',
      '..ccwSSwcc..',
      '.ccccwwcccc.',
    ],
  },
  creator: {
    palette: {
      A: '#d1307f',
      a: '#7d2440',
      b: '#ff8ac4',
      H: '#7a4fd0',
      h: '#b48cff',
      S: '#f7c7a3',
      s: '#cf8e70',
      e: '#14122a',
      w: '#fff3c9',
    },
    rows: [
      '......AA....',
      '..AAbbAAAA..',
      '.AAbAAAAAAA.',
      '..aaaaaaaa..',
      '.HhSSSSSSHH.',
      '.HhSSSSSSHH.',
      '.HhSeSSeSHH.',
      '.HHSSSSSSHH.',
      '.HHsSSSSsHH.',
      '.HHHsSSsHHH.',
      '.HHwwwwwwHH.',
      '..HwwwwwwH..',
    ],
  },
  'twitter-alt': {
    palette: { M: '#ff3d9a', m: '#ff8ac4', S: '#8a5a44', s: '#633c30', e: '#0b0a17', E: '#eef1ff', k: '#20233f', g: '#45b268' },
    rows: [
      '.....MM.....',
      '....MmMM....',
      '....MmMM....',
      '...MMmMMM...',
      '..SSMMMMSS..',
      '..SSSMMSSS..',
      '..SEeSSEeS..',
      '..SSSSSSSS..',
      '..sSSSSSSs..',
      '...sSSSSs...',
      '..kkgSSgkk..',
      '.kkkkggkkkk.',
    ],
  },
  observer: {
    palette: { I: '#4a5bd0', i: '#8fa4ff', V: '#0b0a17', c: '#8ff4f4', d: '#333f9a' },
    rows: [
      '............',
      '...IIIIII...',
      '..IIiiIIII..',
      '.IIiIIIIIII.',
      '.IIIVVVVIII.',
      '.IIVVVVVVII.',
      '.IIVcVVcVII.',
      '.IIVVVVVVII.',
      '.IIIVVVVIII.',
      '..dIIIIIId..',
      '.IIddIIddII.',
      'IIIIIiiIIIII',
    ],
  },
};

/** One SVG path per colour: the pixels of a row that stand side by side are one rectangle. */
export function facePaths({ rows, palette }: FacePixels): { color: string; d: string }[] {
  return Object.entries(palette).map(([letter, color]) => ({
    color,
    d: rows
      .flatMap((row, y) =>
        [...row.matchAll(new RegExp(`${letter}+`, 'g'))].map((run) => `M${run.index} ${y}h${run[0].length}v1h-${run[0].length}z`),
      )
      .join(''),
  }));
}

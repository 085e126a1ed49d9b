/** Side-part, bob and spikes: seen from the front, from behind and from the side. */
import { type Hair, rows } from './rows.ts';

export const SIDE_PART: Hair = {
  lift: 0,
  down: rows(`
................
.....oooooo.....
...ooHHHHHHoo...
..oHHJJJHHHHHo..
.oHHJJHHHHHHHHo.
.oHHHHHHHHHHHHo.
.oHHHHhhSShHHHo.
.ohHhSSSSSSShho.
..oh........ho..
..o..........o..`),
  up: rows(`
................
.....oooooo.....
...ooHHHHHHoo...
..oHHJJJHHHHHo..
.oHHJJHHHHHHHHo.
.oHHHHHHHHHHHHo.
.oHHHHHHHHHHHHo.
.ohHHHHHHHHHHho.
..ohHHHHHHHHho..
..ohhHHHHHHhho..
..oshhhhhhhhso..
...ossssssssoo..
....oossssoo....`),
  side: rows(`
................
.....oooooo.....
...ooHHHHHHoo...
..oHHHJJJHHHHo..
.oHHHJJHHHHHHHo.
.oHHHHHHHHHHHHo.
.oHHHHHHHhSShHo.
.ohHHHHhSSSSSSo.
..ohHHhS........
..ohhhs.........`),
};

export const BOB: Hair = {
  lift: 0,
  down: rows(`
................
....oooooooo....
...oHHHHHHHHo...
..oHHJJJJHHHHo..
.oHHJJHHHHHHHHo.
.oHHHHHHHHHHHHo.
.oHHHHHHHHHHHHo.
.oHHhSShHShShHo.
oHHh........hHHo
oHHh........hHHo
oHHHh......hHHHo
ohHHho....ohHHho
..ohho....ohho..
...oo......oo...`),
  up: rows(`
................
....oooooooo....
...oHHHHHHHHo...
..oHHJJJJHHHHo..
.oHHJJHHHHHHHHo.
.oHHHHHHHHHHHHo.
.oHHHHHHHHHHHHo.
.oHHHHHHHHHHHHo.
.oHHHHHHHHHHHHo.
.oHHHHHHHHHHHHo.
.oHhHHhHHhHHhHo.
.ohhHhhHHhhHhho.
..ohhhhhhhhhho..
...oooooooooo...`),
  side: rows(`
................
....oooooooo....
...oHHHHHHHHo...
..oHHHJJJJHHHo..
.oHHHJJHHHHHHHo.
.oHHHHHHHHHHHHo.
.oHHHHHHHHHHHHo.
.oHHHHHHHhhShSo.
.oHHHHHHh.......
.oHHHHHHh.......
.oHhHHHHh.......
.ohhHhHho.......
..ohhhho........
...oooo.........`),
};

export const SPIKES: Hair = {
  lift: 2,
  down: rows(`
...oo...oo......
...oHo.oHHo.oo..
....o..o..o.....
...oHooHooHo.oo.
..oHHHHHHHHHoHo.
.oHJHHJJHHJHHHo.
oHHHJJHHHHHJHHo.
.oHHHHHHHHHHHHHo
oHHHhHHhHHhHHHo.
.oAAAAAAAAAAAAo.
..oh........ho..
..o..........o..`),
  up: rows(`
...oo...oo......
...oHo.oHHo.oo..
....o..o..o.....
...oHooHooHo.oo.
..oHHHHHHHHHoHo.
.oHJHHJJHHJHHHo.
oHHHJJHHHHHJHHo.
.oHHHHHHHHHHHHHo
oHHHHHHHHHHHHHo.
.oAAAAAAAAAAAAo.
..oHHHHHHHHHHo..
..ohHHhHHhHHho..
..oshhshhshhso..
...ossssssssoo..
....oossssoo....`),
  side: rows(`
..oo...oo.......
..oHo.oHHo.oo...
...o..o..o......
..oHooHooHoo....
..oHHHHHHHHHoo..
.oHHHJJHHJHHHHo.
oHHHJJHHHHHHHHo.
.oHHHHHHHHHHHHHo
oHHHHHHHhHHhHHo.
.oAAAAAAAAAAAAo.
..ohHHhS........
..oshhs.........`),
};

/** Beret, mohawk and hood: seen from the front, from behind and from the side. */
import { type Hair, rows } from './rows.ts';

export const BERET: Hair = {
  lift: 0,
  down: rows(`
.....ooooooo....
...ooAAAAAAAoo..
..oAADDAAAAAAAo.
.oAAAAAAAAAAAAo.
.oaaaaaaaaaaaao.
.oHHHHHHHHHHHHo.
.oHHJHHhhHHHHHo.
.oHhSSSSSSSShHo.
.oHh........hHo.
.oHh........hHo.
.oHh........hHo.
.oHHh......hHHo.
.oHHho....ohHHo.
.ohHho....ohHho.
.ohhho....ohhho.
..ooo......ooo..`),
  up: rows(`
.....ooooooo....
...ooAAAAAAAoo..
..oAADDAAAAAAAo.
.oAAAAAAAAAAAAo.
.oaaaaaaaaaaaao.
.oHHHHHHHHHHHHo.
.oHHJHHHHHJHHHo.
.oHHHHHHHHHHHHo.
.oHHHHHHHHHHHHo.
.oHHHHHHHHHHHHo.
.oHHHHHHHHHHHHo.
.oHHhHHHHHHhHHo.
.oHHhHHHHHHhHHo.
.ohHhHHhhHHhHho.
.ohhhhHhhHhhhho.
..ooohhoohhooo..`),
  side: rows(`
....oooooooo....
..ooAAAAAAAAoo..
.oAADDAAAAAAAAo.
.oAAAAAAAAAAAAo.
.oaaaaaaaaaaaao.
.oHHHHHHHHHHHHo.
.oHHHHJHHHHHHHo.
.oHHHHHHHhSSShs.
.oHHHHHHh.......
.oHHHHHHh.......
.oHHHHHHh.......
.oHHHHHho.......
.oHHHHho........
.ohHhho.........
.ohhho..........
..ooo...........`),
};

export const MOHAWK: Hair = {
  lift: 3,
  down: rows(`
......o..o......
.....oHooHo.....
....oHHHHHHo....
....oHJJHHHo....
.....oHJHHo.....
.....oHJHHo.....
...oooHJHhooo...
..onnnHJHhnnno..
..onnnHHHhnnno..
..onnnHHHhnnno..
..onSSShhSSSno..`),
  up: rows(`
......o..o......
.....oHooHo.....
....oHHHHHHo....
....oHJJHHHo....
.....oHJHHo.....
.....oHJHHo.....
...oooHJHhooo...
..onnnHJHhnnno..
..onnnHJHhnnno..
..onnnHHHhnnno..
..onnnHHHhnnno..
..onnnHHhhnnno..
..onnnHHhhnnno..
..osnnnHhnnnso..
...ossssssssoo..
....oossssoo....`),
  side: rows(`
..o..o..o..o....
.oHooHooHooHo...
.oHHHHHHHHHHHo..
oHHJJHHJJHHJHHo.
oHHHHHHHHHHHHHo.
.ohHHHHHHHHHhho.
..ohhhhhhhhhoo..
..onnnnnnnnnSo..
..onnnnnnnnSSo..
..onnnnnnSSSSo..
..onnnnSSSSSSo..
..onnnSS........
..osnnS.........`),
};

export const HOOD: Hair = {
  lift: 2,
  down: rows(`
.......oooo.....
......oCDDCoo...
......oooo......
....ooCCCCoo....
...oCCDDDDCCo...
..oCCDCCCCDCCo..
.oCCDCCCCCCDCCo.
.oCCCCccccCCCCo.
oCCCcxxxxxxcCCCo
oCCcxxxxxxxxcCCo
oCCcxAAxxAAxcCCo
oCCcxAAxxAAxcCCo
oCCcxxxxxxxxcCCo
.oCCcxxxxxxcCCo.
..oCCccccccCCo..`),
  up: rows(`
.......oooo.....
......oCDDCoo...
......oooo......
....ooCCCCoo....
...oCCDDDDCCo...
..oCCDCCCCDCCo..
.oCCDCCCCCCDCCo.
.oCCCCCCCCCCCCo.
oCCCCCCCCCCCCCCo
oCCCCCCccCCCCCCo
oCCCCCCccCCCCCCo
oCcCCCCccCCCCcCo
oCccCCCccCCCccCo
.occcCCccCCccco.
..occcccccccco..`),
  side: rows(`
...oooo.........
..oCDDCoo.......
.....oooo.......
...ooCCCCooo....
..oCCDDDDCCCo...
.oCCDCCCCCCCCo..
.oCCCCCCCCCCCCo.
oCCCCCCCCccccCo.
oCCCCCCCcxxxxco.
oCCCCCCcxxxxxxo.
oCCCCCCcxxxAAxo.
oCcCCCCcxxxAAxo.
oCccCCCcxxxxxo..
.occcCCCcxxxo...
..ooccccccoo....`),
};

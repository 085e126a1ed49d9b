/** A page as a tree that is safe to work on: whole, not too deep, without anything a reader would not see. */
import { parseHTML } from 'linkedom';
import { visible } from './plain.ts';

const NEVER_READ = new Set(
  'SCRIPT STYLE TEMPLATE NOSCRIPT IFRAME FRAME FRAMESET OBJECT EMBED APPLET SVG MATH CANVAS VIDEO AUDIO INPUT BUTTON SELECT TEXTAREA DATALIST DIALOG LINK META BASE'.split(
    ' ',
  ),
);
const WRAPPERS = new Set('DIV SPAN SECTION CENTER FONT B I EM STRONG U SMALL BIG TT BDO BDI INS ARTICLE MAIN HEADER FOOTER A'.split(' '));
/** Deeper wrappers are taken away, deeper anything becomes its text: what follows works recursively. */
const DEEP = 100;
const TOO_DEEP = 200;
const ELEMENT = 1;
const TEXT = 3;

/** Whatever is written, `document` has a head and one body that holds everything else. */
export function documentOf(html: string): Document {
  const { document } = parseHTML(/<html[\s>]/i.test(html) ? html : `<!doctype html><html><head></head><body>${html}</body></html>`);
  const { head, body } = document;
  for (const child of [...document.documentElement.childNodes]) {
    if (child !== head && child !== body) body.append(child);
  }
  const title = head.querySelector('title') ? null : body.querySelector('title');
  if (title && !title.closest('svg')) head.append(title);
  return document;
}

/** Removes what is never read or not seen, comments, and invisible characters; and limits the depth. */
export function clean(document: Document): void {
  const concealed = concealedByStyles(document);
  const removed: ChildNode[] = [];
  const deep: { element: Element; depth: number }[] = [];
  let node: Node | null = document.body;
  let depth = 0;
  while (node) {
    const hidden = isUnread(node, concealed);
    if (hidden) removed.push(node as ChildNode);
    else if (node.nodeType === TEXT) {
      const text = node.nodeValue ?? '';
      const seen = visible(text);
      if (seen !== text) node.nodeValue = seen;
    } else if (depth > DEEP) deep.push({ element: node as Element, depth });
    if (!hidden && node.firstChild) {
      node = node.firstChild;
      depth++;
      continue;
    }
    while (node && !node.nextSibling && node !== document.body) {
      node = node.parentNode;
      depth--;
    }
    node = node === document.body ? null : (node?.nextSibling ?? null);
  }
  for (const gone of removed) gone.remove();
  flatten(deep);
}

function flatten(deep: { element: Element; depth: number }[]): void {
  let cut: Element[] = [];
  for (const { element } of deep.reverse()) {
    if (WRAPPERS.has(element.tagName)) element.replaceWith(...element.childNodes);
  }
  for (const { element, depth } of deep) if (depth > TOO_DEEP && element.parentNode) cut.push(element);
  // Wrappers above may be gone: only what is still too deep loses its structure.
  cut = cut.filter((element) => depthOf(element) > TOO_DEEP);
  for (const element of cut) element.replaceWith(element.textContent ?? '');
}

function depthOf(element: Element): number {
  let depth = 0;
  for (let at = element.parentNode; at && depth <= TOO_DEEP; at = at.parentNode) depth++;
  return depth;
}

function isUnread(node: Node, concealed: Set<Element>): boolean {
  if (node.nodeType === TEXT) return false;
  if (node.nodeType !== ELEMENT) return true;
  const element = node as Element;
  if (element.tagName === 'BODY') return false;
  if (NEVER_READ.has(element.tagName.toUpperCase()) || concealed.has(element)) return true;
  if (element.hasAttribute('hidden') || element.getAttribute('aria-hidden') === 'true') return true;
  return isConcealing(element.getAttribute('style') ?? '');
}

const CONCEALING = [
  /(^|;)display:none/,
  /(^|;)visibility:(hidden|collapse)/,
  /(^|;)opacity:0*(\.0*)?(%|!|;|$)/,
  /(^|;)font-size:0*(\.0*)?(px|em|rem|pt|%)?(!|;|$)/,
  /(^|;)font:[^;]*(^|[\s:])0(px|em|rem|pt)/,
  /(^|;)color:transparent/,
  // White on what is white by default.
  /^(?!.*background).*(^|;)color:(#fff(fff)?|white|rgb\(255,\s?255,\s?255\))(!|;|$)/,
  /(^|;)(left|top|right|text-indent|margin-left|margin-top):-\d{4,}/,
  /(^|;)clip:rect\(0/,
  /(^|;)clip-path:inset\((50|100)%/,
];

function isConcealing(style: string): boolean {
  if (!style) return false;
  const plain = style
    .slice(0, 2000)
    .toLowerCase()
    .replace(/\/\*.*?\*\//gs, '')
    .replace(/\s*([:;!])\s*/g, '$1')
    .trim();
  return CONCEALING.some((pattern) => pattern.test(plain));
}

/** Elements that the page's own style sheets hide; rules for some media only, and rules for the whole page, do not count. */
function concealedByStyles(document: Document): Set<Element> {
  const found = new Set<Element>();
  const css = [...document.querySelectorAll('style')]
    .map((style) => style.textContent)
    .join('\n')
    .slice(0, 200_000);
  let rules = 0;
  for (const { selector, body } of topLevelRules(css)) {
    if (!isConcealing(body) || /(^|;)\s*opacity/i.test(body)) continue;
    for (const part of selector.split(',').map((text) => text.trim())) {
      if (!/^[\w-]*([.#][\w-]+)+$/.test(part) || ++rules > 100) continue;
      for (const element of document.querySelectorAll(part)) found.add(element);
    }
  }
  return found;
}

function topLevelRules(css: string): { selector: string; body: string }[] {
  const rules: { selector: string; body: string }[] = [];
  let depth = 0;
  let from = 0;
  let selector = '';
  for (const { 0: brace, index } of css.replace(/\/\*.*?\*\//gs, (comment) => ' '.repeat(comment.length)).matchAll(/[{}]/g)) {
    if (brace === '{' && depth++ === 0) selector = css.slice(from, index).trim();
    if (brace === '}' && depth > 0 && --depth === 0 && !selector.startsWith('@')) {
      rules.push({ selector, body: css.slice(css.lastIndexOf('{', index) + 1, index) });
    }
    if (depth === 0 || brace === '{') from = index + 1;
  }
  return rules;
}

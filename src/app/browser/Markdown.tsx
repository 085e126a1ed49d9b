'use client';
/** Markdown of unknown origin as plain elements: no HTML, no images, links only to http(s) and the sample newsroom. What it does not know stays text. */
import type { ReactNode } from 'react';
import styles from './markdown.module.css';
import { type Block, inlines, parseBlocks } from './markdown.ts';

export function Markdown({ text }: { text: string }) {
  return <div className={styles.text}>{keyed(parseBlocks(text), drawBlock)}</div>;
}

/** Other sites, and the sample newsroom, which is served beside the dashboard. */
const LINKED = /^(https?:\/\/|\/sample-newsroom\/[\w-])/i;

/** A link out of the dashboard; what is not to be linked is shown as text. */
export function SafeLink({ href, children }: { href: string; children?: ReactNode }) {
  if (!LINKED.test(href)) return <span>{children}</span>;
  return (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow">
      {children}
    </a>
  );
}

function drawBlock(block: Block, key: number): ReactNode {
  switch (block.type) {
    case 'heading':
      return (
        <p key={key} className={styles.heading} data-level={block.level}>
          {inline(block.text)}
        </p>
      );
    case 'list': {
      const items = keyed(block.items, (item, index) => <li key={index}>{inline(item)}</li>);
      return block.ordered ? <ol key={key}>{items}</ol> : <ul key={key}>{items}</ul>;
    }
    case 'quote':
      return <blockquote key={key}>{keyed(block.blocks, drawBlock)}</blockquote>;
    case 'code':
      return <pre key={key}>{block.text}</pre>;
    case 'rule':
      return <hr key={key} />;
    default:
      return <p key={key}>{inline(block.text)}</p>;
  }
}

function inline(text: string): ReactNode[] {
  return keyed(inlines(text), (part, key) => {
    if (part.type === 'bold') return <strong key={key}>{part.text}</strong>;
    if (part.type === 'italic') return <em key={key}>{part.text}</em>;
    if (part.type === 'code') return <code key={key}>{part.text}</code>;
    if (part.type === 'link') {
      return (
        <SafeLink key={key} href={part.href}>
          {part.text}
        </SafeLink>
      );
    }
    return part.text;
  });
}

/** The text never changes in place, so its positions are its keys. */
function keyed<T>(list: T[], draw: (item: T, key: number) => ReactNode): ReactNode[] {
  return list.map(draw);
}

'use client';
/** Copies the address of a moment. */
import { useState } from 'react';
import controls from '../../controls.module.css';

export function CopyLink({ path }: { path: string }) {
  const [said, setSaid] = useState('');
  const copy = async () => {
    const address = window.location.origin + path;
    // Browsers give the clipboard to secure pages only.
    const done = await navigator.clipboard?.writeText(address).then(
      () => true,
      () => false,
    );
    setSaid(done ? 'Link copied' : address);
  };
  return (
    <>
      <span role="status">{said}</span>
      <button type="button" className={controls.quiet} onClick={copy}>
        Copy link to this moment
      </button>
    </>
  );
}

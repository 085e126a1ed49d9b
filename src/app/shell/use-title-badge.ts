'use client';
/** How many wait for a person, before the title of the tab: a company in the background still says when it needs somebody. */
import { useEffect } from 'react';

export function useTitleBadge(waiting: number): void {
  useEffect(() => {
    // Every page writes its own title when it is opened; the number goes before it again each time.
    const write = () => {
      const plain = document.title.replace(/^\(\d+\) /, '');
      const wanted = waiting > 0 ? `(${waiting}) ${plain}` : plain;
      if (document.title !== wanted) document.title = wanted;
    };
    write();
    const observer = new MutationObserver(write);
    observer.observe(document.head, { childList: true, characterData: true, subtree: true });
    return () => observer.disconnect();
  }, [waiting]);
}

/** The library: everything the agents wrote. */
import type { Metadata } from 'next';
import { libraryView } from '../../read/library.ts';
import { openPage } from '../shell/open-page.ts';
import { libraryFilter } from './filter.ts';
import { Library } from './Library.tsx';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Library · Deskmates' };

type Asked = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function LibraryPage({ searchParams }: Asked) {
  const world = await openPage();
  const filter = libraryFilter(await searchParams);
  return <Library key={JSON.stringify(filter)} first={await libraryView(world, filter)} />;
}

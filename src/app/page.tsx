/** The home of the dashboard is the stage. */
import type { Metadata } from 'next';
import { Suspense } from 'react';
import StageSkeleton from './stage/loading.tsx';
import StagePage from './stage/page.tsx';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Stage · Deskmates' };

export default function Home() {
  return (
    <Suspense fallback={<StageSkeleton />}>
      <StagePage />
    </Suspense>
  );
}

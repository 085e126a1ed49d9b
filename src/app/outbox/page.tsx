/** The outbox: what leaves the company. */
import type { Metadata } from 'next';
import { isPostStatus, outboxView } from '../../read/outbox.ts';
import { openPage } from '../shell/open-page.ts';
import { Outbox } from './Outbox.tsx';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Outbox · Deskmates' };

type Asked = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function OutboxPage({ searchParams }: Asked) {
  const world = await openPage();
  const { status, before } = await searchParams;
  const filter = { status: isPostStatus(status) ? status : null, before: typeof before === 'string' ? before : '' };
  return <Outbox key={JSON.stringify(filter)} first={await outboxView(world, filter)} before={filter.before} />;
}

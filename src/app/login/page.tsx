/** Signing in, when the dashboard has a token. */
import type { Metadata } from 'next';
import notice from '../notice.module.css';
import { SignIn } from './SignIn.tsx';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Sign in · Deskmates' };

export default function LoginPage() {
  return (
    <main className={notice.page}>
      <h1>Sign in to Deskmates</h1>
      <p>This dashboard is protected by the DASHBOARD_TOKEN it was started with.</p>
      <SignIn />
    </main>
  );
}

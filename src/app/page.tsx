/** The home of the dashboard is the stage. */
import { redirect } from 'next/navigation';

export default function Home() {
  redirect('/stage');
}

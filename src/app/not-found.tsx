/** For addresses that lead nowhere. */
import notice from './notice.module.css';

export default function NotFound() {
  return (
    <main id="main" className={notice.page}>
      <h1>There is no such page</h1>
      <p>
        <a href="/">Go to the stage</a>
      </p>
    </main>
  );
}

/** Where the program is installed. */
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '..', '..');
export const MIGRATIONS = join(ROOT, 'migrations');

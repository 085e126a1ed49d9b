/** Who started this process, and whether they still live. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * A test of whether the npm that started this process is still there, also through the shell that npm puts between;
 * null when npm did not start it. Whoever starts the program itself may leave it behind on purpose (nohup, systemd).
 */
export function npmWatch(env: Record<string, string | undefined> = process.env): (() => boolean) | null {
  if (!env.npm_lifecycle_event || process.platform === 'win32') return null;
  const parent = process.ppid;
  const looked = look(parent);
  if (!looked) return null;
  if (/\bnpm\b/.test(looked.command)) return () => process.ppid === parent;
  return () => process.ppid === parent && parentOf(parent) === looked.parent;
}

function parentOf(pid: number): number | null {
  return look(pid)?.parent ?? null;
}

function look(pid: number): { parent: number; command: string } | null {
  try {
    if (process.platform === 'linux') {
      // The name in brackets may itself hold spaces and brackets.
      const fields = readFileSync(`/proc/${pid}/stat`, 'latin1')
        .replace(/^.*\)\s/s, '')
        .split(' ');
      return { parent: Number(fields[1]), command: readFileSync(`/proc/${pid}/cmdline`, 'latin1').split('\0').slice(0, 2).join(' ') };
    }
    const { stdout } = spawnSync('ps', ['-o', 'ppid=,command=', '-p', String(pid)], { encoding: 'utf8' });
    const [, parent, command] = /^\s*(\d+)\s+(.*)$/s.exec(stdout) ?? [];
    return parent ? { parent: Number(parent), command: (command ?? '').split(' ').slice(0, 2).join(' ') } : null;
  } catch {
    return null;
  }
}

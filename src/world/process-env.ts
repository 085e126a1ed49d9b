/** The environment this process was started with. */

export function processEnv(): Record<string, string | undefined> {
  return process.env;
}

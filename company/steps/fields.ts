/** The parts that payloads and results of several step kinds are made of; every size is bounded. */
import { z } from 'zod';

/** What the work is about. */
export const topic = z.string().trim().min(1).max(200);

/** A page or feed: a public http(s) address, or a path of the sample newsroom that the company's own app serves. */
export const address = z
  .string()
  .trim()
  .max(2000)
  .refine((url) => isOwnSample(url) || isPublic(url), {
    message: 'must be an http(s) address without user name or password, or a path that starts with /sample-newsroom/',
  });

function isOwnSample(url: string): boolean {
  return /^\/sample-newsroom\/[\w./-]+$/.test(url) && !url.includes('..');
}

function isPublic(url: string): boolean {
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) return false;
  const { username, password } = new URL(url);
  return !username && !password;
}

/** Materials named by whoever proposes the work. */
export const artifactIds = z.array(z.uuid()).min(1).max(20);

/** What the step made; a step without one has no deliverable. */
export const madeIds = z.array(z.uuid()).min(1).max(20);

/** A text a model must fill in. */
export const filled = (max: number) => z.string().trim().min(1).max(max);

/** Reads the facts that came with a question: whatever is missing or of another form reads as empty. */
import type { Json, JsonObject } from '../../core/company.ts';

export type Persona = { id: string; name: string; role: string };
export type Article = { id: string; kind: string; title: string; url: string | null; text: string };

export function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

export function numberOf(value: Json | undefined): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}

export function objectOf(value: Json | undefined): JsonObject {
  return value && typeof value === 'object' && !Array.isArray(value) ? value : {};
}

export function objectsOf(value: Json | undefined): JsonObject[] {
  return Array.isArray(value) ? value.filter((item) => item && typeof item === 'object' && !Array.isArray(item)).map(objectOf) : [];
}

export function textsOf(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

export function personaOf(facts: JsonObject): Persona {
  const persona = objectOf(facts.persona);
  return { id: textOf(persona.id), name: textOf(persona.name), role: textOf(persona.role) };
}

export function articlesOf(facts: JsonObject): Article[] {
  return objectsOf(facts.articles).map((article) => ({
    id: textOf(article.id),
    kind: textOf(article.kind) || 'article',
    title: titleOf(textOf(article.title)),
    url: textOf(article.url) || null,
    text: textOf(article.excerpt),
  }));
}

/** Bounded, cut at a word; for texts that quote others. */
export function short(text: string, limit: number): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line.length <= limit) return line;
  const cut = line.slice(0, limit - 1);
  const end = cut.lastIndexOf(' ');
  return `${cut.slice(0, end > limit / 2 ? end : limit - 1).replace(/[,;:–—\s]+$/, '')}…`;
}

/** Titles are repeated: no addresses, nothing invisible, no line breaks. */
function titleOf(title: string): string {
  const plain = title
    .replace(/https?:\/\/\S+/g, ' ')
    .replace(/\p{Cf}/gu, '')
    .replace(/\s+/g, ' ')
    .trim();
  return plain || 'a page without a title';
}

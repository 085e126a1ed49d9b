/** What a sample article is made of. */

export type Article = {
  /** The last part of its address: lower-case letters, digits and hyphens. */
  slug: string;
  title: string;
  author: string;
  /** ISO 8601 with zone */
  date: string;
  /** One or two sentences, shown in the feed. */
  summary: string;
  /** Plain text: a paragraph, a heading when it starts with "## ", or a list of points. */
  body: (string | string[])[];
};

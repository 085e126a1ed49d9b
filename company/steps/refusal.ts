/** A model that declines sometimes does so inside perfectly valid JSON. */

const REFUSAL = [
  /\bI(?:’|'|\s+a)?m (?:sorry|unable|not able)\b/i,
  /\bI (?:can(?:’|')?t|cannot|won(?:’|')?t|will not) (?:help|assist|comply|do that|create|write|generate|provide|fulfil)/i,
  /\bas an? (?:AI|artificial intelligence|language model)\b/i,
  /\b(?:against|violates?) (?:my|the) (?:guidelines|policy|policies|programming)\b/i,
];

export function isRefusal(text: string): boolean {
  return REFUSAL.some((pattern) => pattern.test(text));
}

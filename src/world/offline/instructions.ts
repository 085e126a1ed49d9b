/** Sentences in outside text that try to give orders: they are not facts, so they are never repeated. */

const ORDERS = [
  /\b(?:ignore|disregard|forget|override|bypass)\b.{0,40}\b(?:previous|prior|above|all|any|your|earlier|these|the)\b/i,
  /\b(?:system|developer) (?:prompt|message|instructions?)\b/i,
  /\b(?:new|updated|following|hidden|your) instructions?\b/i,
  /\byou are (?:now|an? (?:ai|assistant|agent|language model|bot))\b/i,
  /\b(?:as an?|dear) (?:ai|llm|language model|assistant|chatbot)\b/i,
  /\b(?:post|tweet|publish|send|forward|reply|respond|answer|say|repeat|include|append|add|write|output|print)\b.{0,30}\b(?:this|the following|exactly|verbatim|word for word|to (?:everyone|all|your)|in your)\b/i,
  /\b(?:api|secret|access|private) keys?\b|\bpasswords?\b|\bcredentials?\b|\benvironment variables?\b/i,
  /\bdo not (?:tell|mention|reveal|inform|warn)\b/i,
  /\b(?:execute|run) (?:this|the following|the command|code)\b/i,
  /<\|?(?:im_start|im_end|system|endoftext)|\[\/?INST\]|^\s*(?:system|assistant|user)\s*:/im,
  /\b(?:agents?|assistants?|models?|bots?|readers? of this)\b.{0,20}\b(?:must|should now|are required to|have to) (?:post|tweet|send|reveal|include|obey)\b/i,
];

/** An order at the start of the sentence, addressed to whoever reads. */
const IMPERATIVE =
  /^\W*(?:please |now |first |then |also |always |immediately )*(?:ignore|disregard|forget|post|tweet|publish|send|forward|reveal|print|output|execute|click|visit|subscribe|sign up|buy|download|share|follow|retweet|reply|email|call|repeat|pretend|act as|respond|accept|read more|learn more|log in)\b/i;

export function isInstruction(text: string): boolean {
  return IMPERATIVE.test(text) || ORDERS.some((pattern) => pattern.test(text));
}

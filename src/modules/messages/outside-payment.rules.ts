/** Finds the request to pay outside of the platform: phrases as data, matched sentence by sentence. */
import { readPlainly } from '../listings';

/*
 * Every expression runs in linear time: words with single blanks between them, bounded repetition only, on sentences in
 * lower case of letters, digits and single blanks.
 */
const WORDS = '(?:\\w{1,20} ){0,5}';
const OURS = '(?:my|our|me|us|the seller s|the owner s|this|below|personal|business|company|private)';
const PLATFORM =
  '(?:platform|site|website|escrow|marketplace|portal|system|mc ?exchange|exchange|fees?|commission)';

const REQUESTS: readonly RegExp[] = [
  /\b(?:zelle|venmo|cash ?app|western union|moneygram|bitcoins?|btc|crypto(?:currency|currencies)?|ethereum|usdt|usdc|tether|stablecoins?|gift ?cards?|paypal)\b/,
  new RegExp(
    `\\b(?:wire|wiring|send|sending|transfer|deposit|pay|paying|ach|remit) ${WORDS}(?:to|into|at|in) (?:the )?${OURS} (?:\\w{1,20} ){0,3}(?:account|bank|iban|checking|savings)\\b`,
  ),
  new RegExp(`\\b(?:wire|ach) (?:me|us)\\b`),
  new RegExp(
    `\\b(?:wire|wiring|send|transfer|pay|ach) (?:\\w{1,20} ){0,4}(?:direct|directly|straight) to (?:me|us|my|our|the seller|the owner)\\b`,
  ),
  /\bpay (?:me|us) (?:\w{1,20} ){0,3}(?:direct|directly|in cash|in person|by check|on the side|privately|up front)\b/,
  /\b(?:cash|money|half|something|part) (?:\w{1,20} ){0,3}under the table\b/,
  /\b(?:my|our|the|to) (?:bank )?(?:routing|aba)(?: number| no)? (?:is |number )?\d{4}/,
  /\b(?:my|our) (?:bank )?account (?:number|no) (?:is )?\d{4}/,
];

/** Around the platform; a sentence that warns of it asks for nothing. */
const AROUND = new RegExp(
  `\\b(?:outside|off|around|without|bypass|bypassing|skip|skipping|avoid|avoiding|save)(?: of| on| using| going through)? (?:the |this |their |these |any )?${PLATFORM}\\b`,
);
const WARNED =
  /\b(?:never|do not|don t|dont|won t|wont|will not|cannot|can t|cant|not|no|nothing) (?:\w{1,20} ){0,4}(?:outside|off|around|without|bypass|bypassing|skip|skipping|avoid|avoiding|save)\b/;
/** What goes around the platform: with none of these it is talk of something else. */
const DEALING =
  /\b(?:pay|paying|payment|money|deal|close|closing|settle|do it|do this|wire|cash|deposit|sell|buy|go|work|finish|handle|save|cheaper|funds?|fees?)\b/;

const sentencesOf = (text: string): string[] =>
  readPlainly(text)
    .toLowerCase()
    .split(/[.!?;\n]+/)
    .map((sentence) => sentence.replaceAll(/[^a-z0-9]+/g, ' ').trim());

export const asksOutsidePayment = (typed: string): boolean =>
  sentencesOf(typed).some(
    (sentence) =>
      REQUESTS.some((request) => request.test(sentence)) ||
      (AROUND.test(sentence) && DEALING.test(sentence) && !WARNED.test(sentence)),
  );

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
  /\b(?:z[e3]ll[e3]|venmo|cash ?app|western union|moneygram|bitcoins?|btc|crypto(?:currency|currencies)?|ethereum|usdt|usdc|tether|stablecoins?|gift ?cards?|pay ?pal|apple ?pay|google ?pay|revolut|bc1[a-z0-9]{20,80}|0x[a-f0-9]{40})\b/,
  /\b(?:pay|send|transfer|wire) (?:\w{1,20} ){0,3}(?:by|via|through|with|on) wise\b/,
  new RegExp(
    `\\b(?:wire|wiring|send|sending|transfer|deposit|pay|paying|ach|remit) ${WORDS}(?:to|into|at|in) (?:the )?${OURS} (?:\\w{1,20} ){0,3}(?:account|bank|iban|checking|savings)\\b`,
  ),
  new RegExp(`\\b(?:wire|ach) (?:me|us)\\b`),
  new RegExp(
    `\\b(?:wire|wiring|send|transfer|pay|ach) (?:\\w{1,20} ){0,4}(?:direct|directly|straight) to (?:me|us|my|our|the seller|the owner)\\b`,
  ),
  /\bpay (?:me|us) (?:\w{1,20} ){0,3}(?:direct|directly|in cash|in person|by check|on the side|privately|up front)\b/,
  /\b(?:cash|money|half|something|part) (?:\w{1,20} ){0,3}under the table\b/,
  // A check, or money by hand.
  /\b(?:send|mail|write|give|cut) (?:me|us) (?:a |the )?(?:\w{1,20} ){0,2}checks?\b/,
  /\b(?:a|the|your|one|cashier s|certified|personal|business) checks? (?:made )?(?:out |payable )?to (?:me|us|my|our)\b/,
  /\b(?:send|pay|wire|transfer|give|bring) (?:\w{1,20} ){0,3}(?:half|money|deposit|payment|funds|cash|balance|part) (?:\w{1,20} ){0,2}(?:direct|directly|up ?front|in person|on the side|privately)\b/,
  /\b(?:direct|private) (?:wire|transfer|payment|ach|deposit) to (?:me|us|my|our|the seller|the owner)\b/,
  /\b(?:here (?:are|is)|give you|send you|text you) (?:\w{1,20} )?(?:my|our) (?:bank|banking|wire|wiring|routing|account) (?:details?|info|information|instructions?|number)\b/,
  /\b(?:routing|aba) (?:number |no )?(?:is )?\d{9}\b/,
  /\biban (?:is )?[a-z]{2} ?\d{2}/,
  // Without us.
  /\b(?:no need for|do not need|don t need|we need no) (?:the |an |any |this )?(?:escrow|platform|marketplace)\b/,
  /(?<!\b(?:not|t|never) )\b(?:forget|drop|ditch)(?: about)? (?:the |this )?(?:escrow|platform)\b/,
  /\b(?:close|settle|deal|do (?:this|it)) (?:\w{1,20} ){0,3}just (?:you and me|the two of us)\b/,
  /\b(?:cut|cutting) (?:out )?(?:the )?(?:middle ?man|mc exchange|marketplace)\b/,
  /\b(?:avoid|skip|save|without|dodge) (?:the|their) (?:\w{1,20} ){0,2}(?:cut|percent|percentage)\b/,
  /\b(?:let s|let us|we can|we could|can we|could we|why not) (?:just )?(?:go|work|deal) around (?:them|the platform|the site|mc exchange)\b/,
  /\b(?:pay|settle|close|deal|do it|do this|handle) (?:\w{1,20} ){0,3}off ?(?:line|platform|site|app|(?:the )?books)\b/,
  /\b(?:close|settle|finish|pay) (?:it |this |the deal )?privately\b/,
  /\b(?:deal|close|settle|pay|sell|buy|take (?:this|it)|do (?:this|it)) (?:\w{1,20} ){0,2}outside (?:of )?here\b/,
  /\bbypass(?:ing)? (?:this |the )?(?:website|site|platform|marketplace|escrow)\b/,
  /\b(?:a?fuera de|sin|sin usar) (?:la |esta )(?:plataforma|pagina)\b/,
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

/** Takes secrets out of whatever is about to be logged, by the name of the field and by the look of the text. */

const SECRET_NAME =
  /pass(word|wd|phrase)|secret|token|authorization|cookie|api[-_]?key|web[-_]?key|card|cvc|cvv|\bpan\b|^otp$|totp|^code$|recovery|signature|^ein$|ssn|iban|account[-_]?number|routing/i;

/** Names that look secret and are not: they help whoever reads the log. */
const HARMLESS_NAME = /^(error|problem|status)_?code$|^cardinality$|^attempts?$/i;

const SECRET_TEXT: [RegExp, string][] = [
  [/\bBearer\s+[\w.~+/=-]+/gi, 'Bearer [redacted]'],
  [/\beyJ[\w-]{5,2000}\.[\w-]{5,4000}\.[\w-]{5,1000}/g, '[redacted jwt]'],
  // A word may stand before it with an underscore, as in `dp_sk_live_…`.
  [
    /(?<![A-Za-z0-9])(sk|rk|pk|whsec|re|mcx)_(live_|test_|[a-z0-9]{8}_)?[A-Za-z0-9]{8,200}/g,
    '[redacted key]',
  ],
  [/([?&]\w{0,40}(?:key|token|secret)=)[^&\s"']{1,500}/gi, '$1[redacted]'],
  [/(\w{1,30}:\/\/[^:/\s]{1,100}):[^@/\s]{1,200}@/g, '$1:[redacted]@'],
  // Not inside a longer word, or ids whose parts happen to be all digits would be lost.
  [/(?<![\w-])(?:\d[ -]?){12,18}\d(?![\w-])/g, '[redacted number]'],
  // An employer number (EIN); nine digits alone may be anything.
  [/(?<![\w-])\d{2}-\d{7}(?![\w-])/g, '[redacted number]'],
  [/\b(EIN\W{0,3})\d{9}\b/gi, '$1[redacted number]'],
];

/**
 * What may be the number of a payment card, wherever it stands: in a longer word as well, so it has to prove itself. Our
 * own ids, some of whose digits look like one, are found first and left alone.
 */
const ID_OR_CARD = /\b([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\b|[2-6](?:[ .-]?\d){12,18}(?!\d)/gi;

const MAX_DEPTH = 6;
const MAX_TEXT = 4_000;

export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return redactText(value);
  if (value === null || typeof value !== 'object') return value;
  if (depth >= MAX_DEPTH) return '[deep]';
  if (Array.isArray(value)) return value.slice(0, 100).map((item) => redact(item, depth + 1));
  if (value instanceof Date) return value.toISOString();
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      isSecretName(name) && isLeaf(inner) ? '[redacted]' : redact(inner, depth + 1),
    ]),
  );
}

export function redactText(text: string): string {
  const short = text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text;
  const plain = SECRET_TEXT.reduce((redacted, [look, instead]) => redacted.replace(look, instead), short);
  return plain.replace(ID_OR_CARD, (found, id: string | undefined) =>
    id === undefined && hasCheckDigit(found) ? '[redacted number]' : found,
  );
}

/** Luhn's sum, which every card number has and one in ten others. */
function hasCheckDigit(text: string): boolean {
  const digits = [...text.replaceAll(/\D/g, '')].toReversed().map(Number);
  const sum = digits.reduce((total, digit, place) => {
    const counted = place % 2 === 0 ? digit : 2 * digit;
    return total + (counted > 9 ? counted - 9 : counted);
  }, 0);
  return sum % 10 === 0;
}

const isSecretName = (name: string): boolean => SECRET_NAME.test(name) && !HARMLESS_NAME.test(name);
const isLeaf = (value: unknown): boolean => value !== null && value !== undefined;

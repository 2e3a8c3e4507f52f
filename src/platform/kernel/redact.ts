/** Takes secrets out of what is about to be kept or logged, by the name of the field and by the look of the text. */
import { asciiDigits } from './digits';
import { ibanAt } from './iban';

const SECRET_NAME =
  /pass(word|wd|phrase|code)|secret|token|authorization|cookie|api[-_]?key|web[-_]?key|private[-_]?key|card|cvc|cvv|\bpan\b|^otp$|totp|recovery|signature|^ein$|^i?tin$|^tax_?id$|^pin$|ssn|social_?security|iban|account[-_]?number|routing/i;

/** Names that look secret and are of facts about it: they help whoever reads the log. */
const HARMLESS_NAME =
  /^(?!tax)\w*(Id|At|Cents|Count|Left|Tries|Status|State|Kind|Type|Method|Brand|Reason|Required|Enabled|_id)$|^cardinality$/;

/**
 * Of an error or a refusal, as `card_declined`, `ECONNREFUSED` or `ERR_HTTP2_GOAWAY`; what a person types in has digits
 * and no underscore, or is no word.
 */
const WORDS_OF_A_CODE =
  /^(?:[a-z]{2,20}|[A-Z]{2,20}|[a-z]{2,20}(?:_[a-z0-9]{1,20}){1,8}|[A-Z]{2,20}(?:_[A-Z0-9]{1,20}){1,8})$/;

/** People mark a number's groups with any of these. */
const GAP = String.raw`[ \u00A0\u2007\u202F\u2010-\u2015-]`;

const SECRET_TEXT: [RegExp, string][] = [
  [/(\bauthorization["']?\s{0,3}[:=]\s{0,3}["']?(?:\w{1,20}\s{1,3})?)[^\s"']{1,4000}/gi, '$1[redacted]'],
  [/\bBearer\s+[\w.~+/=-]+/gi, 'Bearer [redacted]'],
  [/\beyJ[\w-]{5,2000}\.[\w-]{5,4000}\.[\w-]{5,1000}/g, '[redacted jwt]'],
  [/-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[^-]{1,4000}(?:-----END [A-Z ]{0,30}-----)?/g, '[redacted key]'],
  // A word may stand before it with an underscore, as in `dp_sk_live_…`.
  [
    /(?<![A-Za-z0-9])(sk|rk|pk|ek|whsec|mcx)_(live_|test_|[a-z0-9]{8}_)?[A-Za-z0-9]{8,200}/g,
    '[redacted key]',
  ],
  // What lets a browser pay for an intent, beside the intent's id.
  [/_secret_[A-Za-z0-9]{8,200}/g, '_secret_[redacted]'],
  // Resend's keys; `re_` with one part is an id of another service.
  [/(?<![A-Za-z0-9])re_[A-Za-z0-9]{6,12}_[A-Za-z0-9]{12,100}/g, '[redacted key]'],
  // OpenAI's and others', GitHub's, Slack's, AWS's, Google's, SendGrid's.
  [
    /(?<![A-Za-z0-9])(?:sk-[\w-]{20,200}|gh[opsur]_\w{20,255}|github_pat_\w{20,255}|xox[a-z]-[\w-]{10,200}|AKIA[A-Z0-9]{16}|AIza[\w-]{30,60}|SG\.[\w-]{10,60}\.[\w-]{10,100})/g,
    '[redacted key]',
  ],
  [/([?&]\w{0,40}(?:key|token|secret)=)[^&\s"']{1,500}/gi, '$1[redacted]'],
  // As services write them: `access_token=…`, `webKey: …`, `Cookie: …`.
  [
    /(\b(?:(?:access|refresh|id|auth|session|csrf)_?token|web_?key|client_?secret|(?:set-)?cookie)["']?\s{0,3}[:=]\s{0,3}["']?)(?!\[redacted)[^\s"',;]{1,2000}/gi,
    '$1[redacted]',
  ],
  // A code or a PIN by its name, and then digits.
  [
    /(\b(?:PIN|CVV2?|CVC2?|OTP|(?:one[- ]time|verification|security|recovery|log-?in|sign-?in|2FA|authentication)\s(?:pass)?code)(?:\s(?:is|was))?[\s:=#-]{1,3})\d{3,8}\b/gi,
    '$1[redacted]',
  ],
  // A shared key of a second factor.
  [/\b(secret\s)[A-Z2-7]{16,64}\b/g, '$1[redacted]'],
  // In other languages.
  [
    /(\b(?:passwort|kennwort|contrase(?:ñ|n\u0303|n)a|mot de passe|senha|has[lł]o)\s{0,2}[:=]\s{0,3})[^\s,;]{1,200}/giu,
    '$1[redacted]',
  ],
  [/(\w{1,30}:\/\/[^:/\s]{1,100}):[^@/\s]{1,200}@/g, '$1:[redacted]@'],
  // `password: …`, `"apiKey":"…"`, `PIN=…`, `password → …`; `weak_password: …` is a refusal with its code, and
  // `JWT_ACCESS_SECRET: is required …` says what is wrong with a setting.
  [
    /((?:(?<!\b(?:wrong|weak|invalid)_)pass(?:word|wd|phrase|code)|\bpwd?|\bpin|secret|api[ _-]?key|(?<!_)token)["']?\s{0,3}(?:[:=]>?|→|->)\s{0,3})(?!\[redacted|(?:is (?:required|needed)|must (?:have|be|begin|differ)|can be guessed|may not be) )("[^"]{1,200}"|'[^']{1,200}'|[^\s,;]{1,200})/gi,
    '$1[redacted]',
  ],
  [/(<\w{0,20}(?:password|passwd|secret|token)\w{0,20}>)[^<]{1,200}/gi, '$1[redacted]'],
  // In a sentence: where it could be a word of the sentence, it has a digit.
  [
    /(\b(?:pass(?:word|wd|phrase|code)|pin|secret|api key)(?:\s\w{1,20}){0,4}?\s(?:(?:is|was):?|[-–—])\s["'“]?)(?=[^\s\d]{0,100}\d)[^\s"'”]{1,200}/gi,
    '$1[redacted]',
  ],
  // Right behind its name, with a letter and a digit; or as a code in groups.
  [
    /(\bpass(?:word|wd|phrase|code)?:?\s["'“]?)(?=[^\s\d]{0,100}\d)(?=[^\sa-z]{0,100}[a-z])[^\s"'”,;]{6,200}/gi,
    '$1[redacted]',
  ],
  [/(\bpasscode\s)\d{4,8}\b/gi, '$1[redacted]'],
  [/(\brecovery\scode(?:\sis)?[\s:]{1,2})[A-Z2-7]{4}(?:[- ][A-Z2-7]{4}){1,7}\b/gi, '$1[redacted]'],
  // What a person is known by: a passport, a driver's license.
  [
    /(\b(?:passport|driver['’]?s?\slicen[sc]e|licen[sc]e\snumber)(?:\s(?:number|no\.?|is))?[\s:#]{1,3})(?=[A-Z]{0,3}\d)[A-Z\d]{6,14}\b/gi,
    '$1[redacted number]',
  ],
  // Not inside a longer word, or ids whose parts happen to be all digits would be lost.
  [
    new RegExp(String.raw`(?<![\w-])(?!1\d{12}(?!\d))(?:\d${GAP}?){12,18}\d(?![\w-])`, 'g'),
    '[redacted number]',
  ],
  // A social security number (or an ITIN), an employer number (EIN); nine digits alone may be anything.
  [
    new RegExp(String.raw`(?<![\w-])\d{3}(?:${GAP}\d{2}${GAP}|([._/])\d{2}\1)\d{4}(?![\w-])`, 'g'),
    '[redacted number]',
  ],
  [/(?<![\w-])\d{2}[-\u2010-\u2015]\d{7}(?![\w-])/g, '[redacted number]'],
  [
    new RegExp(
      String.raw`(\b(?:SSN|ITIN|TIN|EIN|FEIN|social(?: security)?(?: (?:number|no\.?|#))?|tax(?:payer)? id(?:entification)?(?: number)?)(?:\W{0,3}|\s(?:is|was)\s))\d(?:(?:${GAP}|\.)?\d){8}(?!\d)`,
      'gi',
    ),
    '$1[redacted number]',
  ],
  // At a bank in the United States: an account has up to 17 digits, a routing number nine.
  [
    new RegExp(
      String.raw`(\b(?:account|acct|routing|ABA|RTN)\.?(?: (?:number|no\.?|nr\.?))?(?:\W{0,3}|\s(?:is|was)\s))\d(?:${GAP}?\d){5,16}(?!\d)`,
      'gi',
    ),
    '$1[redacted number]',
  ],
];

/**
 * What may be the number of a bank card, wherever it stands: in a longer word as well, so it has to prove itself. Our
 * own ids and those of other services, some of whose digits look like one, are found first and left alone.
 */
const ID_OR_CARD =
  /\b([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[a-z]{2,12}_(?=\w{0,40}[a-zA-Z]\d?[a-zA-Z])[A-Za-z0-9]{14,40})\b|[2-6](?:[ .\u00A0\u2007\u202F\u2010-\u2015-]?\d){12,18}(?!\d)/gi;

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
      isSecret(name, inner) ? '[redacted]' : redact(inner, depth + 1),
    ]),
  );
}

export function redactText(text: string): string {
  const short = text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text;
  const plain = withoutSecrets(short);
  // The digits of other scripts are digits to whoever reads them.
  const folded = asciiDigits(plain);
  if (folded === plain) return plain;
  const redacted = withoutSecrets(folded);
  return redacted === folded ? plain : redacted;
}

const withoutSecrets = (text: string): string =>
  SECRET_TEXT.reduce(
    (redacted, [look, instead]) => redacted.replace(look, instead),
    withoutIbans(text),
  ).replace(ID_OR_CARD, (found, id: string | undefined) =>
    id === undefined && hasCheckDigit(found) ? '[redacted number]' : found,
  );

const withoutIbans = (text: string): string =>
  text.replaceAll(/(?:(?<![A-Za-z0-9-])|(?<=\bIBAN))[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]){11,60}/gi, (found) => {
    const iban = ibanAt(found);
    return iban === null ? found : `[redacted IBAN]${found.slice(iban.length)}`;
  });

/** Luhn's sum, which every card number has and one in ten others. */
function hasCheckDigit(text: string): boolean {
  const digits = [...text.replaceAll(/\D/g, '')].toReversed().map(Number);
  const sum = digits.reduce((total, digit, place) => {
    const counted = place % 2 === 0 ? digit : 2 * digit;
    return total + (counted > 9 ? counted - 9 : counted);
  }, 0);
  return sum % 10 === 0;
}

/** A one-time code, unless it is the code of an error. */
function isSecretCode(value: unknown): boolean {
  if (typeof value === 'number') return value >= 100_000;
  return typeof value === 'string' && !WORDS_OF_A_CODE.test(value);
}

function isSecret(name: string, value: unknown): boolean {
  if (value === null || value === undefined || typeof value === 'boolean') return false;
  if (name === 'code') return isSecretCode(value);
  return SECRET_NAME.test(name) && !HARMLESS_NAME.test(name);
}

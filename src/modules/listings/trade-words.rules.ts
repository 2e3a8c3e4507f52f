/** What the text of a listing may not say: phrases as data, matched sentence by sentence. */
import { foldLetters } from './plain-reading.rules';

export interface Finding {
  /** The field that says it. */
  field: string;
  explanation: string;
}

interface Phrase {
  pattern: RegExp;
  /** A sentence that says this too may use the phrase. */
  unless?: RegExp;
}

interface PhraseList {
  phrases: readonly Phrase[];
  explanation: string;
}

/*
 * Every expression below runs in linear time: words with single blanks between them, bounded repetition only, on
 * sentences that `sentencesOf` has normalized (lower case, letters and digits, single blanks).
 */
const NUMBER = '(?:mc|docket|usdot|dot|(?:operating |mc )?authority)(?: (?:number|numbers|no|authority))?';
const OWNED = '(?:(?:the|a|an|my|our|your|this|that|clean|active|aged|old) ){0,3}';
const NOTIFIED =
  '(?:brokers?|insurers?|insurance|underwriters?|fmcsa|dot|amazon|relay|factoring|factors?|shippers?|customers?|load boards?)';
const COMPANY =
  /\b(?:company|companies|business|operation|entity|corporation|corp|llc|inc|carrier|firm|stock|shares|equity|membership|interests?)\b/;

const phrase = (pattern: string, unless?: RegExp): Phrase => ({
  pattern: new RegExp(`\\b${pattern}\\b`),
  ...(unless ? { unless } : {}),
});

export const NO_BARE_NUMBER =
  'A docket or USDOT number cannot be sold, rented or leased on its own. It moves only with the company that holds it ' +
  'or with its whole operation; otherwise FMCSA inactivates the USDOT number and revokes the registrations ' +
  '(FMCSA bulletin of March 2026; 78 FR 52457). Offer the company or the whole operation.';

const BARE_NUMBER: PhraseList = {
  explanation: NO_BARE_NUMBER,
  phrases: [
    phrase('(?:mc|docket)(?: number| no)? only'),
    phrase('usdot number only'),
    phrase('(?:only|just) (?:the |an? |my |our )?(?:mc|docket|usdot)(?: number| no| authority)?', COMPANY),
    phrase(`(?:just|only) ${OWNED}(?:operating )?authority (?:for sale|is sold|to sell)`),
    phrase(`(?:sell|selling|sale of|buy|purchase) (?:just |only )?${OWNED}${NUMBER}`, COMPANY),
    phrase(`${NUMBER} (?:is |are )?(?:for|4) sale`, COMPANY),
    phrase(`${NUMBER} (?:is )?sold separately`),
    phrase(`${NUMBER} without (?:the |any |a )?(?:company|entity|llc|corporation|business)`),
    phrase(`(?:no|not the|without the) (?:company|entity|llc|business) (?:just|only) ${OWNED}${NUMBER}`),
    phrase(`(?:rent|rents|renting|rented|lease|leasing|borrow|lend|loan)(?: out)? ${OWNED}${NUMBER}`),
    phrase(
      `${NUMBER} (?:is |are )?(?:available )?(?:for|to|4) (?:(?:daily|weekly|monthly|yearly) )?(?:rent|lease)`,
    ),
    phrase('(?:just|only) the (?:mc |usdot |docket )?numbers?', COMPANY),
    phrase(
      `${NUMBER} (?:\\w{1,15} ){0,3}no (?:company|entity|llc|corporation)(?: included| attached| needed)?$`,
    ),
    phrase(
      `(?:mc|docket|usdot|dot|authority) (?:\\w{1,15} ){0,6}(?:keep|keeps|keeping|retain|retains) ${OWNED}` +
        '(?:company|entity|llc|corporation)(?! (?:running|alive|going|growing|safe|compliant))',
    ),
    phrase(
      '(?:vendo|vende|vendemos|rento|renta|rentamos|alquilo|alquilamos)(?: de)? (?:(?:mi|el|la|un|una|nuestra?|su) )?' +
        '(?:mc|docket|usdot|dot|autoridad)',
      /\b(?:empresa|compania|negocio|company|llc|inc)\b/,
    ),
    phrase(`${NUMBER} (?:rental|rentals|leasing)`),
  ],
};

const CONCEALMENT: PhraseList = {
  explanation:
    'A change of ownership has to be reported to FMCSA within 30 days, and told to insurers, brokers and load boards ' +
    'when it happens. Hiding a sale from them is how freight is stolen, and is not allowed here.',
  phrases: [
    phrase(
      `(?:no need|need not|don t|dont|do not|does not|doesn t|never|without|no one|nobody|avoid|not) ` +
        `(?:need |needs |have |has |be |want )?(?:to )?(?:tell|tells|telling|notify|notifies|notifying|inform|informing|inform(?:s)?|alert|alerting) ` +
        `(?:\\w{1,15} ){0,3}${NOTIFIED}`,
    ),
    phrase(
      `${NOTIFIED} (?:\\w{1,15} ){0,2}(?:will not|won t|wont|will never|never|does not|doesn t|do not|don t|cannot|can t|need not) ` +
        '(?:need to |have to |ever )?(?:know|knows|notice|notices|find out|hear|be told|see)',
    ),
    phrase(`(?:hide|hiding|conceal|secret) (?:\\w{1,15} ){0,4}from (?:\\w{1,15} ){0,2}${NOTIFIED}`),
    phrase(
      `(?:keep|kept|keeping) (?:\\w{1,15} ){0,3}(?:quiet|secret|hidden) from (?:\\w{1,15} ){0,2}${NOTIFIED}`,
    ),
    phrase(
      `(?:don t|dont|do not|never|without) (?:mention|mentioning|say|saying) (?:\\w{1,15} ){0,4}to (?:\\w{1,15} ){0,2}${NOTIFIED}`,
    ),
    phrase(`${NOTIFIED} (?:\\w{1,15} ){0,2}in the dark`),
    phrase(`no notice to (?:\\w{1,15} ){0,2}${NOTIFIED}`),
    phrase('(?:no one|nobody) (?:has|have|needs|need) to (?:know|find out)'),
    phrase('(?:tell|telling) (?:nobody|no one)'),
    phrase(`keep (?:\\w{1,15} ){0,6}so (?:that )?(?:\\w{1,15} ){0,2}${NOTIFIED} (?:\\w{1,15} ){0,2}notice`),
  ],
};

const AUTHORITY_AGE: PhraseList = {
  explanation:
    'In a sale of assets the buyer brings their own authority, so the age of yours says nothing about what is sold. ' +
    'Leave it out, or sell the company or the whole operation.',
  phrases: [
    phrase(
      '(?:\\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten) (?:years?|yrs?|months?)(?: old| of)?(?: active| clean| operating)? (?:mc|docket|usdot|dot|authority)',
    ),
    phrase('(?:mc|docket|usdot|dot|authority) (?:\\w{1,15} ){0,3}(?:years?|yrs?|months?) old'),
    phrase(
      '(?:aged|old|older|seasoned|established|mature) (?:mc|docket|usdot|dot|operating authority|authority)',
    ),
    phrase(
      '(?:mc|docket|usdot|dot|authority) (?:\\w{1,15} ){0,2}(?:since|from|granted in|active since) (?:19|20)\\d\\d',
    ),
    phrase('age of (?:the |our |my )?(?:mc|docket|usdot|dot|authority)'),
  ],
};

/** Sales of a bare number, and sales to be hidden from people who must be notified. `texts`: field name → text. */
export const findBareNumberSale = (texts: Record<string, string | null>): Finding[] =>
  Object.entries(texts).flatMap(([field, text]) =>
    [BARE_NUMBER, CONCEALMENT]
      .filter((list) => says(text, list))
      .map(({ explanation }) => ({ field, explanation })),
  );

export const findAuthorityAge = (texts: Record<string, string | null>): Finding[] =>
  Object.entries(texts)
    .filter(([, text]) => says(text, AUTHORITY_AGE))
    .map(([field]) => ({ field, explanation: AUTHORITY_AGE.explanation }));

function says(text: string | null, { phrases }: PhraseList): boolean {
  if (!text) return false;
  return sentencesOf(text).some((sentence) =>
    phrases.some(({ pattern, unless }) => pattern.test(sentence) && !unless?.test(sentence)),
  );
}

/** Lower case, accents and look-alike letters folded, everything but letters and digits a single blank. */
function sentencesOf(text: string): string[] {
  return foldLetters(text)
    .toLowerCase()
    .replaceAll(/\bm\. ?c\b\.?/g, 'mc')
    .replaceAll(/\bu\.? ?s\.? ?dot\b/g, 'usdot')
    .split(/[.!?;\n]/)
    .map((sentence) =>
      sentence
        .replaceAll(/[^a-z0-9]+/g, ' ')
        // `M-C`, `MC4sale`.
        .replaceAll(/\bm c\b/g, 'mc')
        .replaceAll(/(?<=\b(?:mc|dot|authority|number))4(?=sale|rent|lease)/g, ' 4 ')
        .replaceAll(/\b4(?=(?:sale|rent|lease)\b)/g, '4 ')
        .trim(),
    );
}

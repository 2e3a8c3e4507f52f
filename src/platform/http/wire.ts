/** Shapes that many endpoints share on the wire. */
import { asciiDigits } from '../kernel/digits';
import { z } from 'zod';
import { MAX_CENTS } from '../kernel/money';

export const Id = z.uuid().meta({ id: 'Id', description: 'A UUID.' });
export const Instant = z.iso.datetime().meta({ id: 'Instant', description: 'A moment: ISO 8601 in UTC.' });

/** A sum that is paid or asked: at least one cent. */
export const PositiveCents = z
  .int()
  .min(1)
  .max(MAX_CENTS)
  .meta({ id: 'PositiveCents', description: 'An amount in US cents, at least one.' });
/** A sum that may be nothing. */
export const Cents = z
  .int()
  .min(0)
  .max(MAX_CENTS)
  .meta({ id: 'Cents', description: 'An amount in US cents, or 0.' });

/**
 * What is seen and takes its place in the line: letters, marks, digits, signs and blanks of every script. Nothing that
 * turns, hides or breaks a line: no control or format characters, none that Unicode lets a reader ignore. The joiners
 * stand where words of their scripts need them, between letters. U+FFFC stands for a thing that is not there.
 */
const SEEN = String.raw`(?![\p{Default_Ignorable_Code_Point}\u2800\ufffc])[\p{L}\p{M}\p{N}\p{P}\p{S}\p{Zs}]`;
const JOINER = String.raw`(?<=[\p{Script=Arabic}\p{Script=Syriac}\p{M}])[\u200c\u200d](?=\p{L})|(?<=\p{Emoji})\ufe0f`;
/** Marks before any letter stand on what is shown in front of the line; more on one letter than any script has cover the lines beside it. */
const ONE_LINE = new RegExp(String.raw`^(?!\p{M})(?![\s\S]*\p{M}{9})(?:${SEEN}|${JOINER})*$`, 'u');

/** One line of text, so that it can be shown and logged anywhere. */
export const line = (max: number, min = 1) =>
  z
    .string()
    .trim()
    .min(min)
    .max(max)
    .regex(ONE_LINE, 'must be one line of text without control characters or invisible ones');

/** Several lines of text; line breaks and tabs are allowed, other control characters and turns of direction are not. */
export const prose = (max: number, min = 1) =>
  z
    .string()
    .trim()
    .min(min)
    .max(max)
    .regex(
      /^(?:[^\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069\u2028\u2029]|[\t\n\r])*$/u,
      'must not contain control characters or marks that turn the direction of the text',
    );

/** Six digits as people paste them: with blanks, hyphens and marks that nobody sees, in the digits of any script. */
export const sixDigits = z
  .string()
  .max(60)
  .transform((typed) => plainCode(typed))
  .pipe(z.string().regex(/^\d{6}$/, 'must have six digits'));

/** A code without what came along when it was pasted. */
export const plainCode = (typed: string): string =>
  asciiDigits(typed.normalize('NFKC')).replaceAll(/[\s\p{Z}\p{Pd}\p{Cf}\p{Cc}_.·\u2212]/gu, '');

export const Reason = prose(2_000, 3).meta({
  id: 'Reason',
  description: 'Why, for the people it concerns and for the record.',
});
export const UsState = z
  .string()
  .regex(/^[A-Z]{2}$/, 'must be a two-letter state code')
  .meta({ id: 'UsState', description: 'A two-letter state code, such as TX.' });

/** Yes or no in a query string: `true` or `false`. */
export const Flag = z
  .stringbool({ truthy: ['true'], falsy: ['false'], case: 'sensitive' })
  .meta({ type: 'boolean' });

export const byId = z.strictObject({ id: Id });
export const Done = z.strictObject({ done: z.literal(true) }).meta({ id: 'Done' });
export const done = { done: true } as const;

/** What can be done with a thing now, and what not. */
export const movesShape = <Name extends string>(
  names: readonly Name[],
  id: string,
  says: { open: string; closed: string },
) => {
  const move = z.enum(names).describe('The move.');
  return z
    .strictObject({
      open: z
        .array(z.strictObject({ move, effect: z.string().describe('What it does, in a sentence.') }))
        .describe(says.open),
      closed: z
        .array(
          z.strictObject({
            move,
            code: z.string().describe('The code of the problem.'),
            because: z.string().describe('Why, and what comes first, in a sentence.'),
          }),
        )
        .describe(says.closed),
    })
    .meta({ id });
};

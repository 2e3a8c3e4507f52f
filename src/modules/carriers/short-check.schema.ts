/** The public check of a carrier in short, on the wire. */
import { z } from 'zod';
import { SOURCES } from './carrier-profile';
import { ByDocket, ByName, Freshness } from './carriers.schema';
import { Usdot } from './usdot-number.schema';
import { OUTCOMES, VERDICTS } from './checks/check-terms';

const text = z.string().nullable();

export const ShortCheckQuery = z
  .strictObject({
    usdot: Usdot.optional().describe('A USDOT number, such as `USDOT 158121` or `158121`.'),
    mc: ByDocket.shape.docket.optional(),
    name: ByName.shape.name.optional(),
  })
  .refine((query) => Object.values(query).filter((each) => each !== undefined).length === 1, {
    message: 'Name one of usdot, mc and name.',
  });
export type ShortCheckQuery = z.output<typeof ShortCheckQuery>;

const ShortCheck = z.strictObject({
  outcome: z.enum(OUTCOMES).describe('FAIL: a check failed. UNKNOWN: not every hard stop was answered.'),
  checks: z
    .array(
      z.strictObject({
        id: z.string(),
        title: z.string().describe('What is checked.'),
        verdict: z.enum(VERDICTS).describe('UNKNOWN: FMCSA did not answer it.'),
        value: text.describe('What the record shows.'),
        source: z.string().describe('Where that comes from, and of when.'),
      }),
    )
    .describe('The checks that can stop a sale.'),
  authorities: z.array(z.string()).describe('The kinds of authority that are active, such as `common`.'),
  ageSeconds: Freshness.ageSeconds,
  stale: Freshness.stale,
});

export const ShortCheckShape = z
  .strictObject({
    choose: z
      .boolean()
      .describe('Several carriers fit, or a name was asked for: take one, and ask again by its `usdot`.'),
    carriers: z.array(
      z.strictObject({
        usdot: z.int().describe('The USDOT number.'),
        legalName: text.describe('The legal name in the federal record; null if not known.'),
        dbaName: text.describe('The name that the company does business as.'),
        city: text.describe('The city of the main office.'),
        state: text.describe('A two-letter state code, such as TX.'),
        source: z
          .enum(SOURCES)
          .describe('FMCSA: read live. RECORDED: an earlier answer of FMCSA. FICTIONAL: a demo carrier.'),
        retrievedAt: Freshness.retrievedAt,
        check: ShortCheck.nullable().describe('Null where there is a choice.'),
      }),
    ),
  })
  .meta({ id: 'ShortCarrierCheck' });

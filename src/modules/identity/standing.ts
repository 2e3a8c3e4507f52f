/** What modules above tell of a person for everybody to read: what others say of them, and how far they are trusted. */
import { z } from 'zod';
import { Instant } from '../../platform/http/wire';

const Rating = z
  .strictObject({
    average: z.number().nullable().describe('Stars, 1 to 5, to one decimal; null without a review.'),
    count: z.int().describe('How many reviews are shown.'),
  })
  .meta({ id: 'Rating' });

const Trust = z
  .strictObject({
    score: z.int().min(0).max(100).describe('0 to 100: the points of all lines together.'),
    lines: z
      .array(
        z.strictObject({
          points: z.int().describe('What it adds or takes.'),
          because: z.string().describe('Why, in words.'),
        }),
      )
      .describe('What the score is made of.'),
  })
  .meta({ id: 'TrustScore' });

const Verified = z
  .strictObject({
    fact: z.enum(['IDENTITY', 'FUNDS', 'COMPANY']).describe('What of the person was verified.'),
    says: z.string().describe('In words, with its dates.'),
    verifiedAt: Instant.describe('When it was verified.'),
    validUntil: Instant.nullable().describe('Until when it holds.'),
  })
  .meta({ id: 'VerifiedFact' });

const RepresentedBy = z
  .strictObject({
    displayName: z.string().describe("The broker's first name and initial."),
    side: z.enum(['BUYER', 'SELLER']).describe('The side on which they act for the person.'),
    since: Instant.describe('Since when.'),
  })
  .meta({ id: 'RepresentedBy' });

/** How everybody may read of a person's standing. */
export const Standing = z
  .strictObject({
    rating: Rating.describe('What the other sides of completed deals say.'),
    trust: Trust.describe('How far the platform trusts the person, line by line.'),
    verified: z
      .array(Verified)
      .describe('What of the person the platform has verified, and which holds now.'),
    carriers: z
      .array(z.string())
      .describe(
        'What the FMCSA record shows of carriers that the person controls: for sellers of whom they deal with.',
      ),
    brokers: z.array(RepresentedBy).describe('Who acts for the person, with their written consent.'),
  })
  .meta({ id: 'Standing' });
export type Standing = z.output<typeof Standing>;
export type TrustScore = Standing['trust'];
export type Rating = Standing['rating'];
export type RepresentedBy = Standing['brokers'][number];
export type VerifiedFact = Standing['verified'][number];

/** Whoever deals with a person reads more of what is verified than everybody does. */
export type SeenBy = 'ANYBODY' | 'COUNTERPART';

/** Of each of the people who are asked about; whoever is missing has none. */
export type TellPart<Part> = (
  userIds: readonly string[],
  seenBy: SeenBy,
) => Promise<ReadonlyMap<string, Part>>;

const NONE: Standing = {
  rating: { average: null, count: 0 },
  trust: { score: 0, lines: [] },
  verified: [],
  carriers: [],
  brokers: [],
};

export type Standings = ReturnType<typeof createStandings>;

export function createStandings() {
  const parts = new Map<keyof Standing, TellPart<never>>();

  async function readPart<Name extends keyof Standing>(
    name: Name,
    userIds: readonly string[],
    seenBy: SeenBy,
  ): Promise<ReadonlyMap<string, Standing[Name]>> {
    const tell = parts.get(name) as TellPart<Standing[Name]> | undefined;
    return tell && userIds.length > 0 ? tell(userIds, seenBy) : new Map();
  }

  return {
    /** Once for each part, by the module that knows it. */
    tellStanding<Name extends keyof Standing>(name: Name, tell: TellPart<Standing[Name]>): void {
      if (parts.has(name)) throw new Error(`The standing has its ${name} already.`);
      parts.set(name, tell as TellPart<never>);
    },

    async readStandings(
      userIds: readonly string[],
      seenBy: SeenBy = 'ANYBODY',
    ): Promise<(userId: string) => Standing> {
      const asked = [...new Set(userIds)];
      const rating = await readPart('rating', asked, seenBy);
      const trust = await readPart('trust', asked, seenBy);
      const verified = await readPart('verified', asked, seenBy);
      const carriers = await readPart('carriers', asked, seenBy);
      const brokers = await readPart('brokers', asked, seenBy);
      return (userId) => ({
        rating: rating.get(userId) ?? NONE.rating,
        trust: trust.get(userId) ?? NONE.trust,
        verified: verified.get(userId) ?? NONE.verified,
        carriers: carriers.get(userId) ?? NONE.carriers,
        brokers: brokers.get(userId) ?? NONE.brokers,
      });
    },
  };
}

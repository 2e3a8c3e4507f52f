/** What contests of control look like on the wire. */
import { z } from 'zod';
import { Id, Instant, prose, Reason } from '../../../platform/http/wire';
import { PageQuery } from '../../../platform/kernel/page';
import { HandedDocument, HandedIds } from '../../documents';
import { Person } from '../../identity';
import { UsdotNumber } from '../usdot-number.schema';
import { CONTEST_STATES, DECISIONS } from './contest.model';

export const NewContest = z.strictObject({
  usdot: UsdotNumber,
  statement: prose(2_000, 20).describe('Why the company is in your hands, and which papers show it.'),
  documentIds: HandedIds,
});
export type NewContest = z.output<typeof NewContest>;

export const OfContest = z.strictObject({ id: Id });

export const DecideContest = z.strictObject({
  decision: z
    .enum(DECISIONS)
    .describe('`UPHELD` revokes every proof that others hold; `DISMISSED` leaves everything as it is.'),
  holdersHash: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'must be the hash of the holders, as the contest shows it')
    .optional()
    .describe('The `holdersHash` of those whom you have read. Where it is given, others are refused.'),
  reason: Reason,
});
export type DecideContest = z.output<typeof DecideContest>;

const State = z.enum(CONTEST_STATES);
export const ContestQuery = PageQuery.extend({
  state: State.default('OPEN').describe('Which contests to list.'),
});
export type ContestQuery = z.output<typeof ContestQuery>;

const contest = {
  id: Id,
  usdot: z.int().describe('The USDOT number.'),
  statement: z.string().describe('What the person who contests says.'),
  documents: z.array(HandedDocument).describe('The papers that came with it.'),
  state: State.describe('Where it stands.'),
  openedAt: Instant.describe('When it was opened.'),
  closedAt: Instant.nullable().describe('When it was decided or withdrawn.'),
  reason: z.string().nullable().describe('Why it was decided so.'),
};

export const ContestShape = z.strictObject(contest).meta({ id: 'ControlContest' });

export const AdminContestShape = z
  .strictObject({
    ...contest,
    userId: Id.describe('Who contests.'),
    user: Person.describe('Their name.'),
    legalName: z
      .string()
      .nullable()
      .describe('The name of the company in the federal record; null if not known.'),
    holders: z
      .array(
        z.strictObject({
          userId: Id.describe('Who holds the proof.'),
          user: Person.describe('Their name.'),
          level: z.int().min(1).max(3).describe('How far they have proved control.'),
          levelSince: Instant.nullable().describe('Since when.'),
          shownBy: z.string().nullable().describe('In words, what it rests on.'),
          evidence: z.string().nullable().describe('What the admin saw.'),
          papers: z.array(HandedDocument).describe('The verified papers that level 2 rests on.'),
          sessionHeldAt: Instant.nullable().describe('When the session of level 3 was held.'),
        }),
      )
      .describe('Others who hold a proof of control now.'),
    holdersHash: z.string().describe('Of who they are and how far they have come: a decision names it.'),
  })
  .meta({ id: 'ControlContestForAdmin' });

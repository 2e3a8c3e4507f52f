/** What proofs of control look like on the wire. */
import { z } from 'zod';
import { Id, Instant, line, prose, Reason, sixDigits } from '../../../platform/http/wire';
import { UsdotNumber } from '../usdot-number.schema';
import { HandedDocument, HandedIds } from '../../documents';
import { Person } from '../../identity';
import { PageQuery } from '../../../platform/kernel/page';

export const StartProof = z.strictObject({ usdot: UsdotNumber });
export const ConfirmProof = z.strictObject({
  usdot: UsdotNumber,
  code: sixDigits.describe('The six digits of the mail.'),
});
export const RequestReview = z.strictObject({
  usdot: UsdotNumber,
  description: prose(2_000, 20).describe('Which papers show that you control the company.'),
  documentIds: HandedIds,
});
export type RequestReview = z.output<typeof RequestReview>;

const Pair = { userId: Id, usdot: UsdotNumber };
const ReadRequest = Instant.optional().describe(
  'The `requestedAt` of the request for a review that you have read. Refused where they have sent another one since.',
);
const NewSession = z
  .strictObject({
    heldAt: Instant.describe(
      'When it was held: within the last 30 days, and after the proof last ended, if it has.',
    ),
    attendees: z.array(line(120)).min(1).max(10).describe('Who was there, by name.'),
    identityPaper: line(300).describe(
      'Which identity paper they showed: the id of a verified document of theirs. In words, such as “Driver license, Texas”, only where an administrator’s note is enough.',
    ),
    recording: line(300).describe(
      'Where the recording is kept: the id of a document of theirs or of yours, or a reference of at least 10 characters.',
    ),
  })
  .meta({ id: 'NewProofSession' });
export type NewSession = z.output<typeof NewSession>;

export const RecordProof = z.strictObject({
  ...Pair,
  level: z
    .union([z.literal(2), z.literal(3)])
    .describe('2 verified papers · 3 live session that was recorded.'),
  documentIds: z
    .array(Id)
    .max(20)
    .optional()
    .describe(
      'The verified documents of theirs that show control. Left out, those of the level that they hold; without one, those that came with the request for a review and are verified.',
    ),
  session: NewSession.optional().describe('For level 3, which is refused without it.'),
  evidence: prose(2_000, 10).describe('What was seen: which papers, which session, which filing.'),
  requestedAt: ReadRequest,
});
export type RecordProof = z.output<typeof RecordProof>;
export const EndProof = z.strictObject({ ...Pair, reason: Reason });
export type EndProof = z.output<typeof EndProof>;
export const DeclineReview = EndProof.extend({ requestedAt: ReadRequest });
export type DeclineReview = z.output<typeof DeclineReview>;

export const ReviewQuery = PageQuery;

const Shown = z
  .strictObject({
    documentId: Id.nullable().describe('The document; null where it is told in words.'),
    title: z.string().describe('How the document was called then, or what was there instead.'),
  })
  .meta({ id: 'ShownInSession' });
const Papers = z.array(HandedDocument).describe('The verified papers that level 2 rests on.');
const Session = z.strictObject({
  heldAt: Instant.describe('When it was held.'),
  attendees: z.array(z.string()).describe('Who was there, by name.'),
  identityPaper: Shown.describe('The identity paper that was shown.'),
});

const Review = z
  .strictObject({
    state: z.enum(['PENDING', 'DECLINED']).describe('Whether it waits or was declined.'),
    requestedAt: Instant.describe('When it was asked for.'),
    description: z.string().describe('What the requester wrote.'),
    documents: z.array(HandedDocument).describe('The papers that came with it.'),
    reason: z.string().nullable().describe('Why it was declined.'),
  })
  .meta({ id: 'ProofReview' });

export const ProofShape = z
  .strictObject({
    usdot: z.int().describe('The USDOT number.'),
    level: z
      .int()
      .min(0)
      .max(3)
      .describe(
        '0 none · 1 code to the federal record · 2 verified papers · 3 live session that was recorded.',
      ),
    shownBy: z.string().nullable().describe('In words, what the level rests on; null where there is none.'),
    papers: Papers,
    session: Session.meta({ id: 'ProofSession' })
      .nullable()
      .describe('The session that level 3 rests on; null where there is none on record.'),
    needed: z
      .array(
        z
          .strictObject({
            level: z.int().min(1).max(3).describe('The level that it leads to.'),
            what: z.string().describe('What has to be shown for it, in a sentence.'),
          })
          .meta({ id: 'NeededForProof' }),
      )
      .describe('What each level above takes, the next one first.'),
    levelSince: Instant.nullable().describe('When this level was reached.'),
    endsAt: Instant.nullable().describe(
      'When it ends, unless it is renewed or something else ends it first.',
    ),
    code: z
      .strictObject({
        sentTo: z.string().describe('Where the code went, mostly hidden.'),
        expiresAt: Instant.describe('When the code ends.'),
        triesLeft: z.int().describe('How many wrong codes are left.'),
        resendAt: Instant.describe('When another code can be sent.'),
      })
      .nullable()
      .describe('The code under way.'),
    review: Review.nullable().describe('The request for a review of papers.'),
    revoked: z
      .strictObject({
        at: Instant.describe('When it was revoked.'),
        reason: z.string().describe('Why it was revoked.'),
      })
      .meta({ id: 'ProofRevoked' })
      .nullable()
      .describe('When and why it was revoked, if it was.'),
  })
  .meta({ id: 'ProofOfControl' });

export const AdminProofShape = z
  .strictObject({
    userId: Id,
    user: Person.describe('Who claims the carrier.'),
    ...ProofShape.omit({ code: true, needed: true }).shape,
    session: Session.extend({ recording: Shown.describe('Where the recording is kept.') })
      .meta({ id: 'RecordedProofSession' })
      .nullable()
      .describe('The session that level 3 rests on; null where there is none on record.'),
    legalName: z.string().nullable().describe('Its name in the federal record; null if not known.'),
    evidence: z.string().nullable().describe('What the admin saw.'),
    otherHolders: z.int().describe('Other people who hold a proof for the same carrier.'),
  })
  .meta({ id: 'ProofOfControlForAdmin' });

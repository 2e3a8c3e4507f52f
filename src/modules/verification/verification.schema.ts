/** What verification looks like on the wire. */
import { z } from 'zod';
import { recordQuery } from '../../platform/http/record-query';
import { Id, Instant, line, PositiveCents, prose, Reason } from '../../platform/http/wire';
import { UsdotNumber } from '../carriers';
import { DocumentTitle } from '../documents';
import { Person } from '../identity';
import { FACTS } from './facts';
import { FUNDS_SOURCES, METHODS, STATES } from './verification.model';

const FactName = z.enum(FACTS).meta({ id: 'VerificationFact', description: 'What is verified.' });
const FundsSource = z
  .enum(FUNDS_SOURCES)
  .meta({ id: 'FundsSource', description: 'What kind of paper shows the funds.' });
const documentIds = z
  .array(Id)
  .max(10)
  .default([])
  .describe('Papers: documents that you have uploaded. Only administrators read them.');

export const IdentityClaim = z.strictObject({
  legalName: line(200).describe('Your name as it stands on the paper.'),
  documentIds,
});
export type IdentityClaim = z.output<typeof IdentityClaim>;

export const FundsClaim = z.strictObject({
  amountCents: PositiveCents.describe('What the paper shows that you have.'),
  datedOn: z.iso.date().describe('The date of the paper. It counts for 90 days unless configured otherwise.'),
  source: FundsSource,
  documentIds,
});
export type FundsClaim = z.output<typeof FundsClaim>;

export const CompanyClaim = z.strictObject({
  companyName: line(200).describe('The company that you act for.'),
  role: line(100).describe('What you are there.'),
  authority: prose(1_000, 3).describe('Why you may sign for it.'),
  usdot: UsdotNumber.nullable()
    .default(null)
    .describe('Its USDOT number, where it has one: its federal record is looked up.'),
  documentIds,
});
export type CompanyClaim = z.output<typeof CompanyClaim>;

const StateName = z.enum(STATES).meta({
  id: 'VerificationState',
  description: 'STARTED: go to `checkUrl`. PENDING: an administrator looks at it. VERIFIED: it holds.',
});

export const VerificationView = z
  .strictObject({
    id: Id,
    fact: FactName.describe('What of you is verified.'),
    state: StateName,
    says: z.string().describe('Where it stands, in words.'),
    checkUrl: z.string().nullable().describe('Where you go for the check; null where you need not.'),
    documents: z.array(DocumentTitle).describe('The papers that you sent.'),
    submittedAt: Instant.describe('When you sent it.'),
    decidedAt: Instant.nullable().describe('When it was decided.'),
    reason: z.string().nullable().describe('Why it was declined or revoked.'),
    validUntil: Instant.nullable().describe('Until when it holds.'),
  })
  .meta({ id: 'Verification' });

const VerificationStanding = z
  .strictObject({
    verified: VerificationView.nullable().describe('What holds now.'),
    latest: VerificationView.nullable().describe('What you sent last.'),
  })
  .meta({ id: 'VerificationStanding' });

export const OwnVerification = z
  .strictObject({
    identity: VerificationStanding.describe('Who you are.'),
    funds: VerificationStanding.describe('What you can pay.'),
    company: VerificationStanding.describe('Whom you act for.'),
    neededToUnlock: z.array(FactName).describe('What is missing before you can unlock a listing.'),
    neededToOffer: z.array(FactName).describe('What is missing before you can make an offer.'),
  })
  .meta({ id: 'OwnVerification' });

export const IdentityCheckPage = z
  .strictObject({
    url: z.url().describe('Where the check goes on: good for one visit. Keep it nowhere.'),
  })
  .meta({ id: 'IdentityCheckPage' });

export const VerificationQuery = recordQuery('oldest').extend({
  state: z
    .enum([...STATES, 'ALL'])
    .default('PENDING')
    .describe('Those in this state only.'),
  fact: FactName.optional().describe('Of this fact only.'),
  userId: Id.optional().describe('Of this user only.'),
});
export type VerificationQuery = z.output<typeof VerificationQuery>;

export const Decision = z.strictObject({
  version: z.int().min(1).describe('The version that you looked at.'),
  decision: z.enum(['VERIFIED', 'DECLINED']).describe('What you saw.'),
  reason: Reason,
  amountCents: PositiveCents.optional().describe(
    'Of funds: the sum that you saw, where it is another than they said.',
  ),
});
export type Decision = z.output<typeof Decision>;

export const ReasonGiven = z.strictObject({ reason: Reason });

export const VerificationForAdmin = VerificationView.omit({ checkUrl: true })
  .extend({
    user: Person.describe('Whose it is.'),
    method: z.enum(METHODS).describe('How it is verified.'),
    sessionId: z
      .string()
      .nullable()
      .describe('Of a check at Stripe: its session there, which shows the papers.'),
    checkError: z.string().nullable().describe('Why that check did not pass.'),
    version: z.int().describe('Counts what the person sent. Name it when you decide.'),
    claim: z
      .strictObject({
        legalName: z.string().optional().describe('Of an identity: the name on the paper.'),
        amountCents: z.int().optional().describe('Of funds: the sum in US cents.'),
        datedOn: z.string().optional().describe('Of funds: the date of the paper.'),
        source: FundsSource.optional(),
        companyName: z.string().optional().describe('Of a company: its name.'),
        role: z.string().optional().describe('Of a company: what the person is there.'),
        authority: z.string().optional().describe('Of a company: why they may sign for it.'),
        usdot: z.int().nullable().optional().describe('Of a company: its USDOT number.'),
      })
      .nullable()
      .describe('What the person says; null once the account is deleted.'),
    carrierRecord: z
      .string()
      .nullable()
      .describe('What the federal record shows of the company that they named.'),
    ownCarriers: z
      .array(z.string())
      .describe('What the federal record shows of the carriers that they have proved control of.'),
    decidedBy: Id.nullable().describe('The admin who decided.'),
    decider: Person.nullable().describe('The same, by name.'),
  })
  .meta({ id: 'VerificationForAdmin' });

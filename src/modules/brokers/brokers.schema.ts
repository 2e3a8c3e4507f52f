/** What mandates and the shares of brokers look like on the wire. */
import { z } from 'zod';
import { recordQuery } from '../../platform/http/record-query';
import { Cents, Id, Instant, line, Reason } from '../../platform/http/wire';
import { Email, Party, Person } from '../identity';
import { MANDATE_STATUSES, SHARE_STATUSES, SIDES } from './brokers.rules';

const Side = z.enum(SIDES).describe('The side on which the broker acts for the client.');
const TermsVersion = line(20).describe('The version of the terms that you have read.');
const TypedName = line(160, 2).describe('Your full name, as a signature.');

const StatusName = z.enum(MANDATE_STATUSES).meta({
  id: 'MandateStatus',
  description: 'GIVEN: the broker has yet to accept. Only an ACTIVE one opens anything.',
});

export const TermsView = z
  .strictObject({
    version: z.string().describe('The version that is signed now.'),
    text: z.string().describe('What client and broker sign.'),
    textHash: z.string().describe('SHA-256 of the text.'),
    shareBasisPoints: z
      .int()
      .describe(
        'What the broker of a side has of our fee for deals that open now, in hundredths of a percent.',
      ),
  })
  .meta({ id: 'MandateTerms' });

export const NewMandate = z
  .strictObject({
    side: Side,
    email: Email.describe('Of the broker. Whether it has an account here is not said.'),
    endsAt: Instant.describe('Until when it holds: within a year.'),
    termsVersion: TermsVersion,
    typedName: TypedName,
    accepted: z.literal(true).describe('That you let the broker act for you, as the terms say.'),
  })
  .meta({ id: 'NewMandate' });
export type NewMandate = z.output<typeof NewMandate>;

export const MandateSignature = z
  .strictObject({
    termsVersion: TermsVersion,
    typedName: TypedName,
    accepted: z.literal(true).describe('That you act by these terms.'),
  })
  .meta({ id: 'MandateSignature' });
export type MandateSignature = z.output<typeof MandateSignature>;

export const EndMandate = z.strictObject({ reason: Reason.optional() });
export const EndMandateOfOthers = z.strictObject({ reason: Reason });

export const MandateView = z
  .strictObject({
    id: Id,
    side: Side,
    status: StatusName,
    client: Party,
    broker: Party.nullable().describe('Null until they have answered.'),
    brokerEmail: z.string().describe('As the client named them.'),
    termsVersion: z.string().describe('The version that was signed.'),
    givenAt: Instant.describe('When the client signed.'),
    answerBy: Instant.describe('Until when the broker can accept.'),
    acceptedAt: Instant.nullable().describe('When the broker signed.'),
    endsAt: Instant.describe('Until when it holds.'),
    endedAt: Instant.nullable().describe('When it ended; null before.'),
    because: z.string().nullable().describe('Why it ended.'),
  })
  .meta({ id: 'Mandate', description: 'Whom somebody lets act for them, with their written consent.' });

export const AdminMandateView = MandateView.extend({
  client: Person,
  broker: Person.nullable().describe('Null until they have answered.'),
  brokerVerified: z
    .boolean()
    .describe('Whether their identity and company are verified now: without, they have no share of our fee.'),
  termsHash: z.string().describe('SHA-256 of the text that both signed.'),
  typedName: z.string().describe('As the client signed.'),
  brokerTypedName: z.string().nullable().describe('As the broker signed.'),
}).meta({ id: 'AdminMandate' });

export const MandateQuery = recordQuery().extend({
  status: StatusName.optional().describe('With this status only.'),
  clientId: Id.optional().describe('Of this client only.'),
  brokerId: Id.optional().describe('Of this broker only.'),
});
export type MandateQuery = z.output<typeof MandateQuery>;

export const ActingView = z
  .strictObject({
    tokenType: z.literal('Bearer').describe('How it is sent: `Authorization: Bearer …`.'),
    accessToken: z.string().describe('By it you act for the client. It is not refreshed: begin anew.'),
    accessTokenExpiresAt: Instant,
    client: Party,
    side: Side,
  })
  .meta({ id: 'ActingForClient' });

export const ShareView = z
  .strictObject({
    id: Id,
    transactionId: Id,
    listingTitle: z.string().describe('The title of the listing.'),
    side: Side,
    client: Party,
    broker: Party,
    shareBasisPoints: z
      .int()
      .describe('Of our fee, in hundredths of a percent, as fixed when the deal opened.'),
    status: z.enum(SHARE_STATUSES).describe('CREDITED: it is payable to the broker.'),
    amountCents: Cents.nullable().describe('What it came to; null before the sale is completed.'),
    agreedAt: Instant,
    endedAt: Instant.nullable().describe('When it was credited or lapsed; null before.'),
  })
  .meta({ id: 'BrokerShare' });

export const DealBrokerView = z
  .strictObject({
    side: Side,
    broker: Party,
    actsNow: z.boolean().describe('Whether a mandate of theirs is in force now.'),
    share: ShareView.pick({ shareBasisPoints: true, status: true, amountCents: true })
      .nullable()
      .describe('Their share of our fee in this deal, for their own side; null where there is none.'),
  })
  .meta({ id: 'DealBroker', description: 'Who acts for a side of a deal, or has a share of our fee in it.' });

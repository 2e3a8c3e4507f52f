/** What help on behalf looks like on the wire. */
import { z } from 'zod';
import { Cents, Id, Instant, line, PositiveCents, prose, Reason } from '../../platform/http/wire';
import { PageQuery } from '../../platform/kernel/page';
import { Email, Person } from '../identity';
import { NewListing } from '../listings';
import { NewOffer, SeenVersionShape } from '../offers';
import {
  ANSWER_KINDS,
  ANSWER_STATUSES,
  CALLERS,
  PREPARED_KINDS,
  PREPARED_STATUSES,
} from './assistance.rules';

/** An offer whose life begins when its buyer confirms it. */
export const PreparedOffer = NewOffer.omit({ expiresAt: true }).meta({ id: 'PreparedOffer' });

const ForWhom = z
  .strictObject({
    userId: Id.optional(),
    email: Email.optional(),
    firstName: line(100).optional().describe('By which the invitation greets them.'),
  })
  .refine(
    ({ userId, email, firstName }) =>
      userId === undefined ? email !== undefined && firstName !== undefined : !email && !firstName,
    { path: ['userId'], message: 'takes a user, or an email address with a first name' },
  )
  .describe('A user, or an address that is invited.');

export const NewPrepared = z
  .strictObject({
    for: ForWhom,
    reason: Reason.describe('How it came about; the person reads it.'),
    listing: NewListing.optional().describe('The draft listing.'),
    offer: PreparedOffer.optional().describe('The offer, instead of a listing.'),
  })
  .refine(({ listing, offer }) => (listing === undefined) !== (offer === undefined), {
    path: ['listing'],
    message: 'takes a listing or an offer, and not both',
  })
  .meta({ id: 'NewPrepared' });
export type NewPrepared = z.output<typeof NewPrepared>;

const StatusName = z.enum(PREPARED_STATUSES).meta({
  id: 'PreparedStatus',
  description: 'Where something prepared stands. It binds nobody before CONFIRMED.',
});

/** As they are read, with what was left out filled in. */
const ListingContent = NewListing.extend({}).meta({ id: 'PreparedListingContent' });
const OfferContent = PreparedOffer.extend({}).meta({ id: 'PreparedOfferContent' });

export const PreparedView = z
  .strictObject({
    id: Id,
    kind: z.enum(PREPARED_KINDS).describe('What was prepared.'),
    status: StatusName,
    title: z.string().describe('The title of the listing.'),
    listing: ListingContent.nullable().describe('The draft listing; null for an offer.'),
    offer: OfferContent.nullable().describe('The offer; null for a listing.'),
    amountCents: PositiveCents.nullable().describe('The price that is asked or offered.'),
    feeCents: Cents.nullable().describe(
      'What the platform keeps of that price when the sale is completed: the seller pays it, nobody pays more. Null without a price.',
    ),
    reason: z.string().describe('How it came about.'),
    preparedAt: Instant,
    expiresAt: Instant.describe('Until when it can be confirmed.'),
    answer: z.string().nullable().describe('Why it was declined or withdrawn.'),
    endedAt: Instant.nullable().describe('When it ended; null before.'),
    resultId: Id.nullable().describe('The listing or offer that it became.'),
  })
  .meta({
    id: 'Prepared',
    description: 'What an administrator prepared for somebody, who confirms it alone.',
  });

export const AdminPreparedView = PreparedView.extend({
  person: Person.nullable().describe('For whom; null for an address without an account.'),
  email: z.string().describe('The address that was invited; masked once it is to be forgotten.'),
  preparedBy: Person.describe('The administrator who prepared it.'),
}).meta({ id: 'AdminPrepared' });

export const PreparedQuery = PageQuery.extend({
  status: StatusName.optional().describe('With this status only.'),
  kind: z.enum(PREPARED_KINDS).optional().describe('Of this kind only.'),
  userId: Id.optional().describe('For this user only.'),
});
export type PreparedQuery = z.output<typeof PreparedQuery>;

export const Confirmation = z.strictObject({
  feeCents: Cents.nullable().describe('The fee that you have read. Refused where it is another one by now.'),
});

export const Declining = z.strictObject({ reason: Reason.optional() });
export const Withdrawal = z.strictObject({ reason: Reason });
export const InvitationLink = z.strictObject({
  token: z.string().min(1).max(100).describe('From the link in the invitation.'),
});
export const LinkDeclining = InvitationLink.extend({ reason: Reason.optional() });

const WHAT = 'What is answered.';

/** Never a sum. */
export const TelephoneAnswer = z
  .discriminatedUnion('kind', [
    z
      .strictObject({
        kind: z.literal('AGREE_EXTENSION').describe(WHAT),
        transactionId: Id.describe('The deal.'),
        proposalId: Id.describe('The proposal of more time that the other side has made.'),
      })
      .meta({ id: 'TelephoneExtension' }),
    z
      .strictObject({
        kind: z.literal('SETTLE_ITEM').describe(WHAT),
        transactionId: Id.describe('The deal.'),
        itemId: Id.describe('An item of their own that asks for no document.'),
      })
      .meta({ id: 'TelephoneItem' }),
    SeenVersionShape.extend({
      kind: z.literal('REJECT_OFFER').describe(WHAT),
      offerId: Id.describe('The offer.'),
    }).meta({ id: 'TelephoneRefusal' }),
  ])
  .meta({ id: 'TelephoneAnswerGiven', description: 'What was answered: never a sum.' });
export type TelephoneAnswer = z.output<typeof TelephoneAnswer>;

const Consent = z
  .strictObject({
    calledBy: z.enum(CALLERS).describe('`US`: we rang the number of their account. `THEM`: they rang us.'),
    heardAt: Instant.describe('When they said it: within the last day.'),
    knownBy: prose(500, 3).describe('How you knew that it was they.'),
    said: prose(2_000, 3).describe('What they said, in their words.'),
  })
  .meta({ id: 'TelephoneConsent' });

export const NewTelephoneAnswer = z
  .strictObject({
    userId: Id.describe('Who answered.'),
    answer: TelephoneAnswer,
    consent: Consent.describe('How the consent was given.'),
  })
  .meta({ id: 'NewTelephoneAnswer' });
export type NewTelephoneAnswer = z.output<typeof NewTelephoneAnswer>;

const AnswerStatusName = z
  .enum(ANSWER_STATUSES)
  .meta({ id: 'TelephoneAnswerStatus', description: 'Where a telephone answer stands.' });

export const TelephoneAnswerView = z
  .strictObject({
    id: Id,
    kind: z.enum(ANSWER_KINDS).describe('What was answered.'),
    status: AnswerStatusName.describe('STANDING: it takes effect at `takesEffectAt` unless it is undone.'),
    transactionId: Id.nullable().describe('The deal that it is about.'),
    offerId: Id.nullable().describe('The offer that it is about.'),
    title: z.string().describe('The title of the listing.'),
    says: z.string().describe('What it means, in a sentence.'),
    consent: Consent,
    recordedAt: Instant,
    takesEffectAt: Instant.describe('Until then it can be undone.'),
    because: z.string().nullable().describe('Why it was not taken.'),
    endedAt: Instant.nullable().describe('When it ended; null before.'),
  })
  .meta({
    id: 'TelephoneAnswer',
    description: 'What somebody answered by telephone, as it was written down.',
  });

export const AdminTelephoneAnswerView = TelephoneAnswerView.extend({
  person: Person.describe('Who answered.'),
  recordedBy: Person.describe('The administrator who wrote it down.'),
}).meta({ id: 'AdminTelephoneAnswer' });

export const TelephoneAnswerQuery = PageQuery.extend({
  status: AnswerStatusName.optional().describe('With this status only.'),
  userId: Id.optional().describe('Of this user only.'),
  transactionId: Id.optional().describe('About this deal only.'),
});
export type TelephoneAnswerQuery = z.output<typeof TelephoneAnswerQuery>;

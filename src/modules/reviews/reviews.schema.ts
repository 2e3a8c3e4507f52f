/** What reviews look like on the wire. */
import { z } from 'zod';
import { recordQuery } from '../../platform/http/record-query';
import { Id, Instant, prose, Reason } from '../../platform/http/wire';
import { PageQuery } from '../../platform/kernel/page';
import { Person } from '../identity';

const PARTS = ['BUYER', 'SELLER'] as const;

const Stars = z.int().min(1).max(5).describe('1 (bad) to 5 (good).');
const Content = prose(2_000, 3).describe(
  'For everybody to read. Contact details in it are hidden; a text that names the carrier is refused.',
);

export const NewReview = z.strictObject({
  transactionId: Id.describe('The completed deal.'),
  stars: Stars,
  content: Content,
});
export type NewReview = z.output<typeof NewReview>;

export const ReviewChange = NewReview.omit({ transactionId: true });
export type ReviewChange = z.output<typeof ReviewChange>;

export const NewReply = z.strictObject({ content: Content });

export const OwnReviewsQuery = PageQuery.extend({
  of: z
    .enum(['WRITTEN', 'RECEIVED'])
    .default('WRITTEN')
    .describe('WRITTEN: by you, also while nobody else can read them. RECEIVED: about you, once shown.'),
});
export type OwnReviewsQuery = z.output<typeof OwnReviewsQuery>;

const Reply = z
  .strictObject({
    content: z.string().describe('Text, not HTML: encode it where you show it.'),
    repliedAt: Instant,
  })
  .meta({ id: 'ReviewReply' })
  .nullable()
  .describe('What the one whom it is about replied.');

const ReviewPartner = z
  .strictObject({ id: Id, name: z.string().describe('First name and initial.') })
  .meta({ id: 'ReviewPartner' });

const shown = {
  id: Id,
  authorPart: z.enum(PARTS).describe('What the author was in the deal.'),
  stars: Stars,
  content: z.string().describe('Text, not HTML: encode it where you show it.'),
  reply: Reply,
};

/** As everybody reads it: who was sold to whom stays between the two. */
export const PublicReview = z
  .strictObject({
    ...shown,
    authorName: z.string().describe('First name and initial.'),
    shownAt: Instant.describe('When everybody could read it.'),
  })
  .meta({ id: 'PublicReview' });

/** As its author and the one whom it is about read it. */
export const ReviewView = z
  .strictObject({
    ...shown,
    transactionId: Id.describe('The deal.'),
    listingTitle: z.string().describe('The title of its listing.'),
    mine: z.boolean().describe('You wrote it.'),
    partner: ReviewPartner.describe('The other side of the deal.'),
    state: z
      .enum(['SEALED', 'SHOWN', 'HIDDEN'])
      .describe('SEALED: yours alone, and open to changes. HIDDEN: by an administrator.'),
    contactHidden: z.boolean().describe('It has contact details, which nobody else reads.'),
    showsAt: Instant.nullable().describe(
      'When everybody can read it at the latest, of a sealed one: as soon as the other side has written.',
    ),
    shownAt: Instant.nullable().describe('When everybody could read it.'),
    hiddenReason: z.string().nullable().describe('Why an administrator hid it.'),
    createdAt: Instant,
    changedAt: Instant.nullable().describe('When it was last changed.'),
  })
  .meta({ id: 'Review' });

export const DueReviewView = z
  .strictObject({
    transactionId: Id.describe('The deal.'),
    listingTitle: z.string().describe('The title of its listing.'),
    partner: ReviewPartner.describe('Whom you can review.'),
    completedAt: Instant.describe('When the deal was completed.'),
    closesAt: Instant.describe('Until when you can write.'),
  })
  .meta({ id: 'DueReview' });

export const ModeratedQuery = recordQuery().extend({
  state: z
    .enum(['SHOWN', 'HIDDEN', 'ALL'])
    .default('ALL')
    .describe('HIDDEN: those of which something is hidden. Sealed ones are never listed.'),
  userId: Id.optional().describe('By or about this user only.'),
});
export type ModeratedQuery = z.output<typeof ModeratedQuery>;

export const Moderation = z.strictObject({
  what: z.enum(['REVIEW', 'REPLY']).describe('The review with its reply, or the reply alone.'),
  reason: Reason,
});
export type Moderation = z.output<typeof Moderation>;

export const ReviewForAdmin = z
  .strictObject({
    id: Id,
    transactionId: Id.describe('The deal.'),
    listingTitle: z.string().describe('The title of its listing.'),
    author: Person.describe('Who wrote it.'),
    subject: Person.describe('Whom it is about.'),
    authorPart: z.enum(PARTS).describe('What the author was in the deal.'),
    stars: Stars,
    content: z.string().describe('As typed.'),
    shownAt: Instant.nullable().describe('When everybody could read it.'),
    hiddenAt: Instant.nullable().describe('When an administrator hid it.'),
    hiddenReason: z.string().nullable().describe('Why.'),
    reply: z
      .strictObject({
        content: z.string().describe('As typed.'),
        repliedAt: Instant,
        hiddenAt: Instant.nullable().describe('When an administrator hid it.'),
        hiddenReason: z.string().nullable().describe('Why.'),
      })
      .nullable()
      .describe('What the one whom it is about replied.'),
  })
  .meta({ id: 'ReviewForAdmin' });

/** What documents look like on the wire. */
import { z } from 'zod';
import { recordQuery } from '../../platform/http/record-query';
import { Id, Instant, line, Reason } from '../../platform/http/wire';
import { PageQuery } from '../../platform/kernel/page';
import { Person } from '../identity';
import { CONTENT_KINDS } from './content/content-kinds';
import { DOCUMENT_TYPES, TYPE_NAMES } from './document-types';
import { QUARANTINE_REASONS, READING_ACTS, REVIEWS } from './document.model';
import { SUBJECT_KINDS } from './subjects';

export const TypeOfDocument = z.enum(TYPE_NAMES).meta({
  id: 'DocumentType',
  description: Object.entries(DOCUMENT_TYPES)
    .map(([name, words]) => `\`${name}\`: ${words}`)
    .join('; '),
});

export const NewDocument = z
  .strictObject({
    type: TypeOfDocument,
    title: line(120).optional().describe('What to call it; otherwise the name of the file.'),
    listingId: Id.optional().describe(
      'The listing of yours that it belongs to: whoever has unlocked it can read it.',
    ),
    transactionId: Id.optional().describe('The deal that it belongs to: both parties can read it.'),
  })
  .refine(({ listingId, transactionId }) => listingId === undefined || transactionId === undefined, {
    path: ['transactionId'],
    message: 'must be left out where a listing is named',
  });
export type NewDocument = z.output<typeof NewDocument>;

export const NewVersion = z.strictObject({
  title: line(120).optional().describe('What to call it; otherwise as the version before it.'),
});
export type NewVersion = z.output<typeof NewVersion>;

const type = TypeOfDocument.optional().describe('Of this type only.');
export const OwnDocumentsQuery = PageQuery.extend({ type });
export type OwnDocumentsQuery = z.output<typeof OwnDocumentsQuery>;
export const PendingDocumentsQuery = PageQuery.extend({ type });
export const AllDocumentsQuery = recordQuery().extend({
  type,
  review: z.enum(REVIEWS).optional().describe('What came of the review.'),
  ownerId: Id.optional().describe('The user id of whoever uploaded it.'),
});
export type AllDocumentsQuery = z.output<typeof AllDocumentsQuery>;
export type PendingDocumentsQuery = z.output<typeof PendingDocumentsQuery>;

export const OfListing = z.strictObject({ listingId: Id.describe('The id of the listing.') });
export const OfTransaction = z.strictObject({ transactionId: Id.describe('The id of the deal.') });
export const LinkParams = z.strictObject({
  token: z.string().min(20).max(100).describe('As it stands in the link.'),
});

export const DocumentVerdict = z
  .strictObject({
    verdict: z.enum(['VERIFIED', 'REJECTED']).describe('What you find.'),
    reason: Reason.optional().describe('Why; needed to reject. The owner reads it.'),
    version: z.int().min(1).describe('The version that you read.'),
  })
  .refine(({ verdict, reason }) => verdict === 'VERIFIED' || reason !== undefined, {
    path: ['reason'],
    message: 'is needed to reject a document',
  });
export type DocumentVerdict = z.output<typeof DocumentVerdict>;

export const QuarantineVerdict = z
  .strictObject({
    reason: Reason.describe('Why. The owner reads it.'),
    version: z.int().min(1).describe('The version that you read.'),
  })
  .meta({ id: 'QuarantineVerdict' });
export type QuarantineVerdict = z.output<typeof QuarantineVerdict>;

const Status = z
  .enum(['AVAILABLE', 'QUARANTINED'])
  .describe('`QUARANTINED`: nobody can download it, and only its owner and admins see it.');
const ReviewState = z
  .enum(REVIEWS)
  .describe('What an admin said of it. Others cannot read what is rejected.');
const Kind = z
  .enum(Object.keys(CONTENT_KINDS) as [keyof typeof CONTENT_KINDS])
  .describe('What the file is, by its content.');

/** As it is named beside the thing that it belongs to. */
export const DocumentTitle = z
  .strictObject({
    id: Id,
    type: TypeOfDocument,
    title: z.string().describe('As its owner called it, or the name of its file.'),
    kind: Kind,
    sizeBytes: z.int().describe('Of what is kept, in bytes.'),
    status: Status,
    review: ReviewState,
    uploadedAt: Instant,
    fileVersion: z
      .int()
      .describe('Which version of the document this file is, from 1. Each has an id of its own.'),
    replacedBy: Id.nullable().describe(
      'The id of the version that took its place; null where this one stands.',
    ),
  })
  .meta({ id: 'DocumentTitle' });
export type DocumentTitle = z.output<typeof DocumentTitle>;

/** As it stands in a report for whoever may read the document. */
export const DocumentSeen = z
  .strictObject({
    id: Id,
    type: TypeOfDocument,
    title: z.string().describe('As its owner called it, or the name of its file.'),
    uploadedAt: Instant.describe('When it was handed in.'),
    verifiedAt: Instant.nullable().describe('When an administrator verified it; null where nobody has yet.'),
    verifiedBy: z
      .string()
      .nullable()
      .describe('`MC Exchange`, for which its administrators act; null as above.'),
  })
  .meta({ id: 'DocumentSeen' });
export type DocumentSeen = z.output<typeof DocumentSeen>;

/** As it was called when it was handed in with something. Whether it can be read is asked when it is. */
export const HandedDocument = z
  .strictObject({ id: Id, title: z.string().describe('As it was called when it was handed in.') })
  .meta({ id: 'HandedDocument' });
export type HandedDocument = z.output<typeof HandedDocument>;

/** The documents that come with what somebody hands in. */
export const HandedIds = z.array(Id).max(20).default([]).meta({
  id: 'HandedIds',
  description: 'Documents that you have uploaded: whoever may read what they come with can read them.',
});

const Quarantine = z
  .strictObject({
    reason: z.enum(QUARANTINE_REASONS).describe('For programs.'),
    message: z.string().describe('For people: what happens next, and what to do.'),
    found: z.array(z.string()).describe('What acts in it, by its names in PDF; empty where none were noted.'),
    releasable: z
      .boolean()
      .describe('An admin may let it out. What carries files or starts programs stays in.'),
  })
  .meta({ id: 'Quarantine' });

export const DocumentView = z
  .strictObject({
    ...DocumentTitle.shape,
    fileName: z.string().describe('Text, not HTML: encode it where you show it.'),
    mediaType: z.string().describe('Under which it is downloaded.'),
    sha256: z.string().describe('Of what is kept. A picture is kept without what its camera noted.'),
    mine: z.boolean().describe('You uploaded it.'),
    quarantine: Quarantine.nullable().describe('Why it is in quarantine, and what happens next.'),
    released: z
      .strictObject({
        at: Instant.describe('When that was.'),
        found: z.array(z.string()).describe('What acts in it, by its names in PDF, such as `JavaScript`.'),
      })
      .nullable()
      .describe('An admin let it out of quarantine, with what acts in it: open it with scripts turned off.'),
    reviewReason: z
      .string()
      .nullable()
      .describe('Why it was verified or rejected; for its owner and admins.'),
    reviewedAt: Instant.nullable().describe('When it was verified or rejected.'),
    attachedTo: z
      .array(z.strictObject({ kind: z.enum(SUBJECT_KINDS).describe('What kind of thing it is.'), id: Id }))
      .describe('What it belongs to; for its owner and admins.'),
    version: z.int().describe('Counts its changes.'),
  })
  .meta({ id: 'Document' });
export type DocumentView = z.output<typeof DocumentView>;

/** As it is answered with what came of the upload. */
export const UploadedDocument = DocumentView.meta({ id: 'UploadedDocument' });

export const DocumentForAdmin = z
  .strictObject({ document: DocumentView, owner: Person.describe('Who uploaded it.') })
  .meta({ id: 'DocumentForAdmin' });

export const Named = {
  id: Id,
  name: z.string().describe('First name and initial; `MC Exchange` for an admin.'),
};

export const DealDocument = z
  .strictObject({
    ...DocumentView.shape,
    uploadedBy: z.strictObject(Named).describe('Who uploaded it: a side of the deal, or an admin.'),
  })
  .meta({ id: 'DealDocument' });

export const DocumentVersion = z
  .strictObject({
    document: DocumentView,
    uploadedBy: z.strictObject(Named).describe('Who uploaded this version.'),
  })
  .meta({ id: 'DocumentVersion' });

export const ReadingView = z
  .strictObject({
    id: Id,
    reader: z.strictObject(Named).describe('In whose right it was read.'),
    deputy: z
      .strictObject(Named)
      .nullable()
      .describe('The broker who read it for them; null where they did themselves.'),
    act: z.enum(READING_ACTS).describe('What the reader did.'),
    byLink: z.boolean().describe('By a link that the reader had made for it.'),
    at: Instant,
  })
  .meta({ id: 'DocumentReading' });

export const DownloadLinkView = z
  .strictObject({
    url: z.string().describe('Opens the document once, without a token: a path on this server.'),
    expiresAt: Instant,
  })
  .meta({ id: 'DownloadLink' });

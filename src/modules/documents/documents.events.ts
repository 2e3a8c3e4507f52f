/** The events that documents emit. They name documents and people, and never bear what is in a file. */
import { z } from 'zod';
import { defineEvent } from '../../platform/events/events';
import { TYPE_NAMES } from './document-types';

const OneDocument = z.strictObject({
  documentId: z.string(),
  ownerId: z.string(),
  type: z.enum(TYPE_NAMES),
  /** As the owner titled it, or the name of its file. */
  title: z.string(),
});
export type DocumentNews = z.output<typeof OneDocument>;

const Decided = OneDocument.extend({ reason: z.string().nullable() });

export const documentUploaded = defineEvent('document.uploaded', OneDocument, {
  when: 'Somebody uploaded a document, and it can be downloaded.',
  about: 'documentId',
  feedOnly: true,
});
const OneRequest = z.strictObject({
  requestId: z.string(),
  askerId: z.string(),
  ownerId: z.string(),
  type: z.enum(TYPE_NAMES),
});
export type DocumentRequestNews = z.output<typeof OneRequest>;

export const documentRequested = defineEvent(
  'document.requested',
  OneRequest.extend({ why: z.string(), expiresAt: z.number() }),
  {
    when: 'Somebody asked the other side of a listing or a deal for a document.',
    about: 'requestId',
  },
);
export const documentRequestEnded = defineEvent(
  'document.request_ended',
  OneRequest.extend({
    state: z.enum(['ANSWERED', 'DECLINED', 'CANCELED', 'EXPIRED']),
    documentId: z.string().nullable(),
    reason: z.string().nullable(),
  }),
  {
    when: 'A request for a document was answered, declined or taken back, or its time is over.',
    about: 'requestId',
  },
);
export const documentReplaced = defineEvent(
  'document.replaced',
  OneDocument.extend({
    fileVersion: z.number().int(),
    /** Who has read a former version, and may read this one. */
    readerIds: z.array(z.string()),
    /** The former versions. */
    formerIds: z.array(z.string()).default([]),
  }),
  {
    when: 'A new version of a document took the place of the former ones.',
    about: 'documentId',
  },
);
export const documentQuarantined = defineEvent(
  'document.quarantined',
  OneDocument.extend({ quarantine: z.enum(['SCAN_PENDING', 'ACTIVE_CONTENT', 'VIRUS']) }),
  {
    when: 'A document was put into quarantine: nobody can download it.',
    about: 'documentId',
  },
);
export const documentCleared = defineEvent('document.cleared', OneDocument, {
  when: 'The scanner found nothing in a document that waited for it; it can be downloaded.',
  about: 'documentId',
  feedOnly: true,
});
const Judged = OneDocument.extend({ reason: z.string() });

export const documentReleased = defineEvent('document.released', Judged, {
  when: 'An admin let a document out of quarantine; it can be downloaded.',
  about: 'documentId',
});
export const documentRefused = defineEvent('document.refused', Judged, {
  when: 'An admin refused to let a document out of quarantine; its file is deleted.',
  about: 'documentId',
});
export const documentVerified = defineEvent('document.verified', Decided, {
  when: 'An admin verified a document.',
  about: 'documentId',
});
export const documentRejected = defineEvent('document.rejected', Decided, {
  when: 'An admin rejected a document; others can no longer read it.',
  about: 'documentId',
});
export const documentDeleted = defineEvent('document.deleted', OneDocument, {
  when: 'The owner deleted a document, or its time in quarantine was over.',
  about: 'documentId',
});

/** The endpoints of documents: upload, reading, links, deletion, review. */
import { z } from 'zod';
import { FileContent } from '../../platform/http/download';
import { Answer, endpoint, type Endpoint } from '../../platform/http/endpoint';
import { type RateLimit, UPLOAD_LIMIT } from '../../platform/http/limits';
import { notFound, serviceUnavailable } from '../../platform/http/problem';
import { byId, Done, done } from '../../platform/http/wire';
import { iso, MINUTE_MS } from '../../platform/kernel/clock';
import { mapPage, mapWholePage, PageQuery } from '../../platform/kernel/page';
import type { Identity } from '../identity';
import { HEIC_MEDIA_TYPE, MEDIA_TYPES } from './content/content-kinds';
import {
  presentDocument,
  presentDownload,
  presentForAdmin,
  presentOfDeal,
  presentReading,
  presentVersion,
} from './document.view';
import {
  documentChanged,
  documentDamaged,
  documentDecided,
  documentKept,
  documentLocked,
  documentNotMarked,
  documentNotReleasable,
  documentQuotaReached,
  documentReplaced,
  documentUnsafe,
  documentUnsupported,
  inQuarantine,
  subjectClosed,
} from './documents.problems';
import {
  AllDocumentsQuery,
  DealDocument,
  DocumentForAdmin,
  DocumentVerdict,
  DocumentVersion,
  DocumentView,
  DownloadLinkView,
  LinkParams,
  NewDocument,
  NewVersion,
  OfListing,
  OfTransaction,
  OwnDocumentsQuery,
  PendingDocumentsQuery,
  QuarantineVerdict,
  ReadingView,
  UploadedDocument,
} from './documents.schema';
import type { DeleteDocument } from './use-cases/delete-document';
import type { createLinkDocument } from './use-cases/link-document';
import type { ReadDocuments } from './use-cases/read-document';
import type { createJudgeQuarantine } from './use-cases/judge-quarantine';
import type { createReviewDocument } from './use-cases/review-document';
import type { createUploadDocument } from './use-cases/upload-document';

declare module '../../platform/http/endpoint' {
  interface Scopes {
    documents: true;
  }
}

/** Of links, whose tokens nobody guesses: it only keeps a loop from running, and not an office that reads. */
const LINK_LIMIT: RateLimit = {
  name: 'documentLinks',
  requests: 60,
  windowMs: 15 * MINUTE_MS,
  sameForAll: true,
  countsRefusalsOnly: true,
};

export type UseCases = Omit<ReadDocuments, 'seeFile' | 'openOriginal' | 'findOwner'> &
  Pick<DeleteDocument, 'deleteDocument'> &
  Pick<ReturnType<typeof createLinkDocument>, 'makeLink' | 'followLink'> &
  Omit<ReturnType<typeof createReviewDocument>, 'hide'> &
  Omit<ReturnType<typeof createJudgeQuarantine>, 'listWaiting'> &
  ReturnType<typeof createUploadDocument>;

const PARTS =
  'A part can be asked for by `Range`, also after a cut by `If-Range`. What bears the name of its reader is made anew each time, and comes whole.';

export const documentRoutes = (documents: UseCases, identity: Identity, maxBytes: number): Endpoint[] => [
  endpoint({
    operationId: 'uploadDocument',
    method: 'post',
    path: '/documents',
    summary: 'Upload a document, for a listing, for a deal, or to use it later.',
    description:
      'What the file is is found by its content. Pictures are kept without what the camera noted (location, device); HEIC is kept as JPEG. A PDF that acts by itself goes into quarantine, and so does any file while the virus scanner does not answer: `message` says so.',
    access: 'user',
    scope: 'documents:write',
    limit: UPLOAD_LIMIT,
    upload: { field: 'file', maxBytes, mediaTypes: [...MEDIA_TYPES, HEIC_MEDIA_TYPE] },
    body: NewDocument,
    status: 201,
    response: UploadedDocument,
    says: true,
    problems: [
      ...[notFound, documentUnsupported, documentDamaged, documentLocked, documentUnsafe],
      ...[documentQuotaReached, subjectClosed],
    ],
  }).handledBy(async ({ actor, file, body }) => {
    const view = presentDocument(await documents.uploadDocument(actor, file, body));
    return new Answer(view, {
      message: view.quarantine
        ? `It is in quarantine. ${view.quarantine.message}`
        : 'The document is uploaded.',
    });
  }),

  endpoint({
    operationId: 'addDocumentVersion',
    method: 'post',
    path: '/documents/{id}/versions',
    summary: 'Upload a new version of a document of yours.',
    description:
      'Readers get it in place of the former one, and nobody has verified it yet. It has an id of its own, and belongs to what the former belongs to where that is still open. What was handed in as evidence keeps the version that was handed in. While a new version is in quarantine the former one stands.',
    access: 'user',
    scope: 'documents:write',
    limit: UPLOAD_LIMIT,
    upload: { field: 'file', maxBytes, mediaTypes: [...MEDIA_TYPES, HEIC_MEDIA_TYPE] },
    params: byId,
    body: NewVersion,
    status: 201,
    response: UploadedDocument,
    says: true,
    problems: [
      ...[documentReplaced, documentUnsupported, documentDamaged, documentLocked, documentUnsafe],
      documentQuotaReached,
    ],
  }).handledBy(async ({ actor, file, params, body }) => {
    const view = presentDocument(await documents.addVersion(actor, params.id, file, body));
    return new Answer(view, {
      message: view.quarantine
        ? `It is in quarantine, and the former version stands meanwhile. ${view.quarantine.message}`
        : 'The new version is uploaded.',
    });
  }),

  endpoint({
    operationId: 'listDocumentVersions',
    method: 'get',
    path: '/documents/{id}/versions',
    summary: 'List the versions of a document, the latest first.',
    description:
      'All of them for its owner, for admins and for the parties of a deal that it belongs to; others see the one that stands.',
    access: 'user',
    scope: 'documents:read',
    params: byId,
    response: z.array(DocumentVersion),
    problems: [documentReplaced],
  }).handledBy(async ({ actor, params }) => {
    const { versions, people } = await documents.listVersions(actor, params.id);
    return versions.map(presentVersion(people, identity));
  }),

  endpoint({
    operationId: 'listDocuments',
    method: 'get',
    path: '/documents',
    summary: 'List the documents that you uploaded, the latest first.',
    access: 'user',
    scope: 'documents:read',
    query: OwnDocumentsQuery,
    paged: true,
    response: z.array(DocumentView),
  }).handledBy(async ({ actor, query }) => mapPage(await documents.listOwn(actor, query), presentDocument)),

  endpoint({
    operationId: 'listListingDocuments',
    method: 'get',
    path: '/documents/listing/{listingId}',
    summary: 'List the documents of a listing that is yours or that you have unlocked.',
    access: 'user',
    scope: 'documents:read',
    params: OfListing,
    query: PageQuery,
    paged: true,
    response: z.array(DocumentView),
  }).handledBy(async ({ actor, params, query }) =>
    mapPage(await documents.listOf(actor, { kind: 'listing', id: params.listingId }, query), presentDocument),
  ),

  endpoint({
    operationId: 'listTransactionDocuments',
    method: 'get',
    path: '/documents/transaction/{transactionId}',
    summary: 'List the documents of a deal that you are a party to.',
    access: 'user',
    scope: 'documents:read',
    params: OfTransaction,
    query: PageQuery,
    paged: true,
    response: z.array(DealDocument),
  }).handledBy(async ({ actor, params, query }) => {
    const page = await documents.listOf(actor, { kind: 'transaction', id: params.transactionId }, query);
    const people = await identity.findUsers([...new Set(page.items.map(({ document }) => document.ownerId))]);
    return mapWholePage(page, presentOfDeal(people, identity));
  }),

  endpoint({
    operationId: 'listPendingDocuments',
    method: 'get',
    path: '/documents/admin/pending',
    summary: 'List the documents that wait for a review, the longest wait first.',
    access: 'admin',
    query: PendingDocumentsQuery,
    paged: true,
    response: z.array(DocumentForAdmin),
  }).handledBy(async ({ query }) =>
    mapPage(await documents.listPending(query), ({ document, people }) => presentForAdmin(document, people)),
  ),

  endpoint({
    operationId: 'listQuarantinedDocuments',
    method: 'get',
    path: '/documents/admin/quarantine',
    summary: 'List the documents in quarantine that wait for an admin, the longest wait first.',
    description:
      'PDFs that act by themselves. What waits for the scanner, or was found to be a virus, is not for an admin to decide.',
    access: 'admin',
    query: PageQuery,
    paged: true,
    response: z.array(DocumentForAdmin),
  }).handledBy(async ({ query }) =>
    mapPage(await documents.listQuarantined(query), ({ document, people }) =>
      presentForAdmin(document, people),
    ),
  ),

  endpoint({
    operationId: 'listAllDocuments',
    method: 'get',
    path: '/admin/documents',
    summary: 'List the documents of everybody.',
    access: 'admin',
    query: AllDocumentsQuery,
    paged: true,
    response: z.array(DocumentForAdmin),
  }).handledBy(async ({ query }) =>
    mapPage(await documents.listAll(query), ({ document, people }) => presentForAdmin(document, people)),
  ),

  endpoint({
    operationId: 'getDocument',
    method: 'get',
    path: '/documents/{id}',
    summary: 'Read what is known of a document. Its owner sees that you did.',
    access: 'user',
    closedToImpersonators: true,
    scope: 'documents:read',
    params: byId,
    response: DocumentView,
    problems: [documentReplaced],
  }).handledBy(async ({ actor, params }) => presentDocument(await documents.view(actor, params.id))),

  endpoint({
    operationId: 'downloadDocument',
    method: 'get',
    path: '/documents/{id}/download',
    summary: 'Download a document. Its owner sees that you did.',
    description: `PDFs and pictures of a listing or a deal bear the name of whoever downloads them and the time, unless they uploaded them. ${PARTS}`,
    access: 'user',
    closedToImpersonators: true,
    scope: 'documents:read',
    params: byId,
    download: MEDIA_TYPES,
    ranges: true,
    response: FileContent,
    problems: [documentReplaced, inQuarantine, documentNotMarked, serviceUnavailable],
  }).handledBy(async ({ actor, params }) => presentDownload(await documents.openFile(actor, params.id))),

  endpoint({
    operationId: 'listDocumentViews',
    method: 'get',
    path: '/documents/{id}/views',
    summary: 'List who read a document of yours and when, the latest first.',
    access: 'user',
    scope: 'documents:read',
    params: byId,
    query: PageQuery,
    paged: true,
    response: z.array(ReadingView),
  }).handledBy(async ({ actor, params, query }) => {
    const { page, readers } = await documents.listReadings(actor, params.id, query);
    return mapPage(page, presentReading(readers, identity));
  }),

  endpoint({
    operationId: 'createDocumentLink',
    method: 'post',
    path: '/documents/{id}/link',
    summary: 'Make a link that opens a document once, within a minute, without a token.',
    description: 'For a download by a browser. What you may read when it is followed decides.',
    access: 'user',
    scope: 'documents:read',
    whileClosed: true,
    params: byId,
    status: 201,
    response: DownloadLinkView,
    problems: [documentReplaced, inQuarantine],
  }).handledBy(async ({ actor, params }) => {
    const { token, expiresAt } = await documents.makeLink(actor, params.id);
    return { url: `/api/documents/links/${token}`, expiresAt: iso(expiresAt) };
  }),

  endpoint({
    operationId: 'followDocumentLink',
    method: 'get',
    path: '/documents/links/{token}',
    summary: 'Download a document by a link.',
    description: `The link is used up by a part as by the whole; the rest takes another. ${PARTS}`,
    access: 'public',
    limit: LINK_LIMIT,
    params: LinkParams,
    download: MEDIA_TYPES,
    ranges: true,
    response: FileContent,
    problems: [documentReplaced, inQuarantine, documentNotMarked, serviceUnavailable],
  }).handledBy(async ({ params }) => presentDownload(await documents.followLink(params.token))),

  endpoint({
    operationId: 'deleteDocument',
    method: 'delete',
    path: '/documents/{id}',
    summary: 'Delete a document that you uploaded with its former versions, unless a deal needs it.',
    access: 'user',
    scope: 'documents:write',
    params: byId,
    response: Done,
    problems: [documentKept],
  }).handledBy(async ({ actor, params }) => {
    await documents.deleteDocument(actor, params.id);
    return done;
  }),

  endpoint({
    operationId: 'verifyDocument',
    method: 'put',
    path: '/documents/{id}/verify',
    summary: 'Verify or reject a document. Its owner is told.',
    access: 'admin',
    params: byId,
    body: DocumentVerdict,
    response: DocumentView,
    problems: [inQuarantine, documentChanged, documentDecided],
  }).handledBy(async ({ actor, params, body }) =>
    presentDocument(await documents.verify(actor, params.id, body)),
  ),

  endpoint({
    operationId: 'releaseDocument',
    method: 'post',
    path: '/documents/{id}/quarantine/release',
    summary: 'Let a document out of quarantine. Its owner is told.',
    description:
      'A script or form alone can be let out, as federal forms have them; the scanner is asked first where there is one. Whoever reads the document sees what acts in it.',
    access: 'admin',
    params: byId,
    body: QuarantineVerdict,
    response: DocumentView,
    problems: [documentNotReleasable, documentChanged, inQuarantine, serviceUnavailable],
  }).handledBy(async ({ actor, params, body }) =>
    presentDocument(await documents.release(actor, params.id, body)),
  ),

  endpoint({
    operationId: 'refuseDocument',
    method: 'post',
    path: '/documents/{id}/quarantine/refuse',
    summary: 'Refuse to let a document out of quarantine: it is deleted. Its owner is told.',
    access: 'admin',
    params: byId,
    body: QuarantineVerdict,
    response: Done,
    problems: [documentNotReleasable, documentChanged],
  }).handledBy(async ({ actor, params, body }) => {
    await documents.refuse(actor, params.id, body);
    return done;
  }),
];

/** What people do with a deal, one request each: sent with the key of the act, answered when it is done. */
import { answerOf, api } from './client';
import type { Deal, DealPayment } from './deals';
import type { components } from './schema';

type Schemas = components['schemas'];
type Side = 'buyer' | 'seller';
export type Split = NonNullable<Schemas['Proposal']['split']>;
export type Outcome = NonNullable<Schemas['Proposal']['outcome']>;
export type DocumentType = Schemas['DocumentType'];

const of = (id: string, key: string) => ({ path: { id }, header: { 'Idempotency-Key': key } });
const ofProposal = (id: string, proposalId: string, key: string) => ({
  path: { id, proposalId },
  header: { 'Idempotency-Key': key },
});

export const sideOf = ({ yourSide }: Pick<Deal, 'yourSide'>): Side =>
  yourSide === 'SELLER' ? 'seller' : 'buyer';

export const acceptTerms = (deal: Deal, key: string) =>
  answerOf(
    api.POST(`/transactions/{id}/${sideOf(deal)}/accept-terms`, {
      params: of(deal.id, key),
      body: { termsHash: deal.termsHash },
    }),
  );

export const signAgreement = (id: string, body: { hash: string; typedName: string }, key: string) =>
  answerOf(api.POST('/transactions/{id}/agreement/sign', { params: of(id, key), body }));

/** The file is uploaded as a paper of the deal first; `version`: of the agreement that it takes the place of. */
export async function bringAgreement(id: string, file: File, version: number, key: string) {
  const { data } = await uploadPaper(id, file, 'PURCHASE_AGREEMENT');
  return answerOf(
    api.POST('/transactions/{id}/agreement/own', {
      params: of(id, key),
      body: { documentId: data.id, version },
    }),
  );
}

export const drawUpAgreement = (id: string, version: number, key: string) =>
  answerOf(api.POST('/transactions/{id}/agreement/draw-up', { params: of(id, key), body: { version } }));

export interface NewPayment {
  purpose: DealPayment['purpose'];
  method: DealPayment['method'];
  paymentMethodId?: string;
}

export const pay = (id: string, { purpose, ...body }: NewPayment, key: string) =>
  answerOf(
    api.POST(purpose === 'DEPOSIT' ? '/transactions/{id}/deposit' : '/transactions/{id}/final-payment', {
      params: of(id, key),
      body,
    }),
  );

/** What was not read is not signed off. */
const asRead = ({ version }: Deal) => ({ version });

export const approve = (deal: Deal, key: string) =>
  answerOf(
    api.POST(`/transactions/{id}/${sideOf(deal)}/approve`, { params: of(deal.id, key), body: asRead(deal) }),
  );

export const markTransferred = (deal: Deal, key: string) =>
  answerOf(
    api.POST('/transactions/{id}/seller/mark-transferred', { params: of(deal.id, key), body: asRead(deal) }),
  );

export const acceptCompany = (deal: Deal, key: string) =>
  answerOf(api.POST('/transactions/{id}/buyer/accept', { params: of(deal.id, key), body: asRead(deal) }));

export const proposeExtension = (
  id: string,
  body: { version: number; days: number; reason?: string },
  key: string,
) => answerOf(api.POST('/transactions/{id}/extension/proposals', { params: of(id, key), body }));

export const proposePrice = (
  id: string,
  body: { version: number; priceCents: number; reason?: string },
  key: string,
) => answerOf(api.POST('/transactions/{id}/price/proposals', { params: of(id, key), body }));

export const proposeSettlement = (
  id: string,
  body: { version: number; outcome: Outcome; split: Split; reason?: string },
  key: string,
) => answerOf(api.POST('/transactions/{id}/dispute/proposals', { params: of(id, key), body }));

const AGREEING = {
  EXTENSION: '/transactions/{id}/extension/proposals/{proposalId}/accept',
  PRICE: '/transactions/{id}/price/proposals/{proposalId}/accept',
  SETTLEMENT: '/transactions/{id}/dispute/proposals/{proposalId}/accept',
} as const;
export type AgreedKind = keyof typeof AGREEING;

export const agree = (id: string, kind: AgreedKind, proposalId: string, key: string) =>
  answerOf(api.POST(AGREEING[kind], { params: ofProposal(id, proposalId, key) }));

export const withdrawProposal = ({ id, version }: Deal, proposalId: string, key: string) =>
  answerOf(
    api.POST('/transactions/{id}/proposals/{proposalId}/withdraw', {
      params: ofProposal(id, proposalId, key),
      body: { version },
    }),
  );

export const cancel = (id: string, body: { version: number; reason: string; split?: Split }, key: string) =>
  answerOf(api.POST('/transactions/{id}/cancel', { params: of(id, key), body }));

export const walkAway = (
  id: string,
  body: { cause?: Schemas['Contingency']; costCents: number; reason: string },
  key: string,
) => answerOf(api.POST('/transactions/{id}/buyer/walk-away', { params: of(id, key), body }));

const WITH_REASON = {
  OBJECT_TO_RELEASE: '/transactions/{id}/buyer/object-to-release',
  DISPUTE: '/transactions/{id}/dispute',
  HOLD: '/transactions/{id}/admin/hold',
} as const;

export const sayWhy = (id: string, move: keyof typeof WITH_REASON, reason: string, key: string) =>
  answerOf(api.POST(WITH_REASON[move], { params: of(id, key), body: { reason } }));

export const addStatement = (id: string, body: { statement: string; documentIds: string[] }, key: string) =>
  answerOf(api.POST('/transactions/{id}/dispute/evidence', { params: of(id, key), body }));

export const clearForClosing = (id: string, version: number, key: string) =>
  answerOf(api.POST('/transactions/{id}/admin/approve', { params: of(id, key), body: { version } }));

export const releaseHold = (id: string, body: { version: number; reason: string }, key: string) =>
  answerOf(api.POST('/transactions/{id}/admin/release-hold', { params: of(id, key), body }));

export const extendDeadline = (
  id: string,
  body: { version: number; days: number; reason: string },
  key: string,
) => answerOf(api.POST('/transactions/{id}/admin/extend', { params: of(id, key), body }));

export const resolveDispute = (
  id: string,
  body: { version: number; outcome: Outcome; split: Split; reason: string },
  key: string,
) => answerOf(api.POST('/transactions/{id}/admin/resolve', { params: of(id, key), body }));

/** Into the papers of the deal: both sides can read it. */
export const uploadPaper = (transactionId: string, file: File, type: DocumentType) =>
  answerOf(
    api.POST('/documents', {
      body: { transactionId, type, file: file.name },
      bodySerializer() {
        const form = new FormData();
        form.set('type', type);
        form.set('transactionId', transactionId);
        form.set('file', file);
        return form;
      },
    }),
  );

export interface ItemChange {
  itemId: string;
  status: Schemas['ChecklistItemStatus'];
  documentIds: string[];
  evidence: string | null;
  note: string | null;
}

export const settleItem = (id: string, { itemId, ...body }: ItemChange) =>
  answerOf(api.PUT('/transactions/{id}/checklist/{itemId}', { params: { path: { id, itemId } }, body }));

/** `WITHDRAWN` takes the question back; the reason stays with the deal. */
export const questionItem = (
  id: string,
  itemId: string,
  body: { status: 'OPEN' | 'WITHDRAWN'; reason: string },
) =>
  answerOf(
    api.PUT('/transactions/{id}/checklist/{itemId}/question', { params: { path: { id, itemId } }, body }),
  );

export const sendMessage = (id: string, body: Schemas['AnswerAsSupportBody'], key: string) =>
  answerOf(api.POST('/transactions/{id}/messages', { params: of(id, key), body }));

export const markRead = (partnerId: string, upToMessageId: string) =>
  answerOf(
    api.PUT('/messages/conversations/{partnerId}/read', {
      params: { path: { partnerId }, query: { upToMessageId } },
    }),
  );

export const writeReview = (body: { transactionId: string; stars: number; content: string }, key: string) =>
  answerOf(api.POST('/reviews', { params: { header: { 'Idempotency-Key': key } }, body }));

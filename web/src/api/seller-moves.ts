/** What a seller does: each act as one request. */
import { api, answerOf } from './client';
import type { components } from './schema';
import type { ListingChanges, NewListing } from './seller';

type Schemas = components['schemas'];

/** An act with a key is done once, however often it is sent. */
const once = (key: string) => ({ 'Idempotency-Key': key });

const of = (id: string) => ({ path: { id } });

export const createListing = (body: NewListing, key: string) =>
  answerOf(api.POST('/listings', { body, params: { header: once(key) } }));

export const changeListing = (id: string, body: ListingChanges) =>
  answerOf(api.PUT('/listings/{id}', { params: of(id), body }));

export const deleteListing = (id: string) => answerOf(api.DELETE('/listings/{id}', { params: of(id) }));

export const submitListing = (id: string, key: string) =>
  answerOf(api.POST('/listings/{id}/submit', { params: { ...of(id), header: once(key) } }));

export const pauseListing = (id: string) => answerOf(api.POST('/listings/{id}/pause', { params: of(id) }));

export const resumeListing = (id: string) => answerOf(api.POST('/listings/{id}/resume', { params: of(id) }));

export const withdrawListing = (id: string, key: string) =>
  answerOf(api.POST('/listings/{id}/withdraw', { params: { ...of(id), header: once(key) } }));

export const decideAccess = (
  { id, buyerId, grant }: { id: string; buyerId: string; grant: boolean },
  key: string,
) => {
  const params = { path: { id, buyerId }, header: once(key) };
  return answerOf(
    grant
      ? api.POST('/listings/{id}/access/{buyerId}/grant', { params })
      : api.POST('/listings/{id}/access/{buyerId}/revoke', { params }),
  );
};

export const requestPremium = (id: string, note: string, key: string) =>
  answerOf(
    api.POST('/listings/{id}/premium-request', {
      params: { ...of(id), header: once(key) },
      body: note ? { note } : {},
    }),
  );

export const withdrawPremium = (id: string, key: string) =>
  answerOf(api.POST('/listings/{id}/premium-request/withdraw', { params: { ...of(id), header: once(key) } }));

export const payPremium = (id: string, body: Schemas['PremiumFeePayment'], key: string) =>
  answerOf(
    api.POST('/listings/{id}/premium-request/payment', { params: { ...of(id), header: once(key) }, body }),
  );

export const payListingFee = (body: Schemas['ListingFee'], key: string) =>
  answerOf(api.POST('/credits/listing-fee', { params: { header: once(key) }, body }));

export const sendControlCode = (usdot: number) =>
  answerOf(api.POST('/fmcsa/proof-of-control/start', { body: { usdot } }));

export const confirmControlCode = (usdot: number, code: string) =>
  answerOf(api.POST('/fmcsa/proof-of-control/confirm', { body: { usdot, code } }));

export const requestControlReview = (body: Schemas['RequestProofReviewBody']) =>
  answerOf(api.POST('/fmcsa/proof-of-control/request-review', { body }));

export const openContest = (body: Schemas['OpenContestBody']) =>
  answerOf(api.POST('/fmcsa/contests', { body }));

export const withdrawContest = (id: string) =>
  answerOf(api.POST('/fmcsa/contests/{id}/withdraw', { params: of(id) }));

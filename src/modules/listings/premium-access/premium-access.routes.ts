/** The endpoints of buyers' requests for help with premium listings. */
import { z } from 'zod';
import { endpoint, type Endpoint } from '../../../platform/http/endpoint';
import { byId } from '../../../platform/http/wire';
import { DAY_MS, iso } from '../../../platform/kernel/clock';
import { mapPage } from '../../../platform/kernel/page';
import type { RateLimit } from '../../../platform/http/limits';
import { personOf } from '../../identity';
import { ownListing } from '../listings.problems';
import { OfListing } from '../listings.schema';
import type { PremiumAccessFile, PremiumAccessUseCases } from './premium-access';
import type { PremiumAccess } from './premium-access.model';
import {
  notAPremiumListing,
  premiumAccessExists,
  premiumAccessStateForbids,
} from './premium-access.problems';
import { answersTo } from './premium-access.rules';
import {
  AdminPremiumAccessView,
  NewPremiumAccess,
  PremiumAccessAnswer,
  PremiumAccessQuery,
  PremiumAccessView,
} from './premium-access.schema';

/** Each asks an administrator for their time. */
const ASKING_LIMIT: RateLimit = { name: 'premiumAccess', requests: 10, windowMs: DAY_MS };

export const presentPremiumAccess = (request: PremiumAccess): PremiumAccessView => ({
  id: request.id,
  listingId: request.listingId,
  status: request.status,
  note: request.note,
  answer: request.answer,
  requestedAt: iso(request.requestedAt),
  updatedAt: iso(request.updatedAt),
});

const presentForAdmin = ({ request, title, people }: PremiumAccessFile): AdminPremiumAccessView => ({
  ...presentPremiumAccess(request),
  buyer: personOf(request.buyerId, people),
  listingTitle: title,
  handler: request.handledBy === null ? null : personOf(request.handledBy, people),
  answers: answersTo(request.status),
});

export const premiumAccessRoutes = (access: PremiumAccessUseCases): Endpoint[] => [
  endpoint({
    operationId: 'requestPremiumAccess',
    method: 'post',
    path: '/listings/{id}/premium-access',
    verifiedEmail: true,
    summary: 'Ask for help with a premium listing.',
    description: 'An administrator gets in touch with you, or says why not.',
    access: 'buyer',
    feature: 'FEATURE_PREMIUM',
    scope: 'listings:write',
    limit: ASKING_LIMIT,
    idempotent: 'unit',
    params: OfListing,
    body: NewPremiumAccess,
    status: 201,
    response: PremiumAccessView,
    problems: [ownListing, notAPremiumListing, premiumAccessExists],
  }).handledBy(async ({ actor, params, body }) =>
    presentPremiumAccess(await access.requestPremiumAccess(actor, params.id, body.note ?? null)),
  ),

  endpoint({
    operationId: 'getPremiumAccess',
    method: 'get',
    path: '/listings/{id}/premium-access',
    summary: 'Get your latest request about a premium listing, or null.',
    access: 'buyer',
    scope: 'listings:read',
    params: OfListing,
    response: PremiumAccessView.nullable(),
  }).handledBy(async ({ actor, params }) => {
    const request = await access.findPremiumAccess(actor, params.id);
    return request && presentPremiumAccess(request);
  }),

  endpoint({
    operationId: 'withdrawPremiumAccess',
    method: 'post',
    path: '/listings/{id}/premium-access/withdraw',
    summary: 'Withdraw your request about a premium listing.',
    access: 'buyer',
    scope: 'listings:write',
    idempotent: 'unit',
    params: OfListing,
    response: PremiumAccessView,
    problems: [premiumAccessStateForbids],
  }).handledBy(async ({ actor, params }) =>
    presentPremiumAccess(await access.withdrawPremiumAccess(actor, params.id)),
  ),

  endpoint({
    operationId: 'listPremiumAccess',
    method: 'get',
    path: '/admin/premium-access',
    summary: "List buyers' requests about premium listings, newest first.",
    access: 'admin',
    query: PremiumAccessQuery,
    paged: true,
    response: z.array(AdminPremiumAccessView),
  }).handledBy(async ({ query }) => mapPage(await access.listPremiumAccess(query), presentForAdmin)),

  endpoint({
    operationId: 'answerPremiumAccess',
    method: 'put',
    path: '/admin/premium-access/{id}',
    summary: "Take up, close or decline a buyer's request about a premium listing.",
    access: 'admin',
    params: byId,
    body: PremiumAccessAnswer,
    response: AdminPremiumAccessView,
    problems: [premiumAccessStateForbids],
  }).handledBy(async ({ actor, params, body }) =>
    presentForAdmin(await access.answerPremiumAccess(actor, params.id, body)),
  ),
];

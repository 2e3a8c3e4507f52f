/** The endpoints by which buyers unlock the confidential part of a listing and sellers decide who reads it. */
import { HOUR_MS } from '../../platform/kernel/clock';
import { z } from 'zod';
import { endpoint, type Endpoint } from '../../platform/http/endpoint';
import { mapPage, PageQuery } from '../../platform/kernel/page';
import { creditsOnHold, outOfCredits } from '../billing';
import { verificationNeeded } from '../verification';
import { nameDiffers } from '../identity';
import { AccessView, NdaView, UnlockedCard, UnlockView } from './listing-views.schema';
import {
  accessNotAsked,
  accessNotWaiting,
  listingNotActive,
  ndaOutdated,
  ownListing,
  unlockCostsMore,
} from './listings.problems';
import { OfBuyer, OfListing, UnlockedQuery, Unlocking } from './listings.schema';
import type { ListingPresenter } from './listing.view';
import type { ListingUseCases } from './listings.use-cases';
import { currentNda } from './nda/nda-versions';

export const accessRoutes = (listings: ListingUseCases, present: ListingPresenter): Endpoint[] => [
  endpoint({
    operationId: 'getNda',
    method: 'get',
    path: '/listings/nda',
    summary: 'Get the confidentiality terms that unlocking accepts.',
    access: 'public',
    cached: { until: [], forMs: HOUR_MS },
    scope: 'listings:read',
    response: NdaView,
  }).handledBy(() => ({ ...currentNda() })),

  endpoint({
    operationId: 'listUnlockedListings',
    method: 'get',
    path: '/listings/unlocked',
    summary: 'List your unlocked listings, newest first.',
    access: 'buyer',
    scope: 'listings:read',
    query: UnlockedQuery,
    paged: true,
    response: z.array(UnlockedCard),
  }).handledBy(async ({ actor, query }) => {
    const scored = present.scoredWith(await listings.scoringFor(actor));
    return mapPage(await listings.listUnlocked(actor, query), (row) => scored(present.unlockedCard(row)));
  }),

  endpoint({
    operationId: 'unlockListing',
    method: 'post',
    path: '/listings/{id}/unlock',
    movesMoney: true,
    verifiedEmail: true,
    summary: "Unlock a listing's confidential part for one credit, or for none.",
    description:
      'You accept the confidentiality terms of the version that you name, by your typed name. It costs the `unlockCredits` of ' +
      'the listing. Unlocking again is free and answers the same; where the terms have a new version, it accepts that one. ' +
      'If the seller approves each buyer, access is PENDING until they decide; a refusal returns the credit, and ' +
      'unlocking after it asks again, for another.',
    access: 'buyer',
    feature: 'FEATURE_UNLOCKS',
    scope: 'listings:write',
    idempotent: 'unit',
    params: OfListing,
    body: Unlocking,
    response: UnlockView,
    problems: [
      ownListing,
      listingNotActive,
      ndaOutdated,
      unlockCostsMore,
      nameDiffers,
      verificationNeeded,
      creditsOnHold,
      outOfCredits,
    ],
  }).handledBy(async ({ actor, params, body, request }) =>
    present.unlocked(
      await listings.unlockListing(actor, params.id, {
        ...{ ndaVersion: body.ndaVersion, typedName: body.typedName, unlockCredits: body.unlockCredits },
        address: request.address,
      }),
    ),
  ),

  endpoint({
    operationId: 'withdrawUnlock',
    method: 'post',
    path: '/listings/{id}/unlock/withdraw',
    idempotent: 'unit',
    movesMoney: true,
    summary: 'Take back an unlock that waits for the seller.',
    description:
      'What it cost comes back, and the seller is told. A seller who has not answered is reminded after 2 days; after 7 days ' +
      'the request lapses by itself, and what it cost comes back.',
    access: 'buyer',
    scope: 'listings:write',
    params: OfListing,
    response: UnlockView,
    problems: [accessNotWaiting],
  }).handledBy(async ({ actor, params }) =>
    present.unlocked(await listings.withdrawUnlock(actor, params.id)),
  ),

  endpoint({
    operationId: 'listListingAccess',
    method: 'get',
    path: '/listings/{id}/access',
    summary: 'List the buyers who unlocked your listing and their access.',
    access: 'seller',
    scope: 'listings:read',
    params: OfListing,
    query: PageQuery,
    paged: true,
    response: z.array(AccessView),
  }).handledBy(async ({ actor, params, query }) =>
    mapPage(await listings.listAccess(actor, params.id, query), present.access),
  ),

  endpoint({
    operationId: 'grantListingAccess',
    method: 'post',
    path: '/listings/{id}/access/{buyerId}/grant',
    idempotent: 'unit',
    movesMoney: true,
    summary: 'Give a buyer access to the confidential part.',
    access: 'seller',
    scope: 'listings:write',
    params: OfBuyer,
    response: AccessView,
    problems: [accessNotAsked],
  }).handledBy(async ({ actor, params }) =>
    present.access(await listings.grantAccess(actor, params.id, params.buyerId)),
  ),

  endpoint({
    operationId: 'revokeListingAccess',
    method: 'post',
    path: '/listings/{id}/access/{buyerId}/revoke',
    idempotent: 'unit',
    movesMoney: true,
    summary: "Revoke a buyer's access to the confidential part.",
    description:
      'A buyer who was still waiting for your approval gets the credit back, and asks again before you can grant.',
    access: 'seller',
    scope: 'listings:write',
    params: OfBuyer,
    response: AccessView,
  }).handledBy(async ({ actor, params }) =>
    present.access(await listings.revokeAccess(actor, params.id, params.buyerId)),
  ),
];

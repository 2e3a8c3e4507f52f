/** The endpoints by which buyers open the confidential part of a listing and sellers decide who reads it. */
import { z } from 'zod';
import { endpoint, type Endpoint } from '../../platform/http/endpoint';
import { PageQuery } from '../../platform/kernel/page';
import { creditsOnHold, outOfCredits } from '../billing';
import { AccessView, NdaView, UnlockedCard, UnlockView } from './listing-views.schema';
import { viewAccess, viewUnlocked } from './listing.view';
import { listingNotActive, ndaOutdated, ownListing } from './listings.problems';
import { OfBuyer, OfListing, Unlocking } from './listings.schema';
import type { ListingUseCases } from './listings.use-cases';
import { currentNda } from './nda/nda-versions';

export const accessRoutes = (useCases: ListingUseCases): Endpoint[] => [
  endpoint({
    method: 'get',
    path: '/listings/nda',
    summary: 'The confidentiality terms in force, which unlocking accepts.',
    access: 'public',
    response: NdaView,
  }).handledBy(() => ({ ...currentNda() })),

  endpoint({
    method: 'get',
    path: '/listings/unlocked',
    summary: 'The listings that you unlocked, newest first.',
    access: 'buyer',
    query: PageQuery,
    paged: true,
    response: z.array(UnlockedCard),
  }).handledBy(({ actor, query }) => useCases.listUnlocked(actor, query)),

  endpoint({
    method: 'post',
    path: '/listings/{id}/unlock',
    trading: true,
    summary: 'Open the confidential part of a listing, for one credit, once.',
    description:
      'Accepts the confidentiality terms in the version named. Unlocking again answers the same and costs nothing. ' +
      'Where the seller asks for consent the access is PENDING until it is given; a refusal returns the credit.',
    access: 'buyer',
    idempotent: 'unit',
    params: OfListing,
    body: Unlocking,
    response: UnlockView,
    problems: [ownListing, listingNotActive, ndaOutdated, creditsOnHold, outOfCredits],
  }).handledBy(async ({ actor, params, body, request }) =>
    viewUnlocked(await useCases.unlock(actor, params.id, body.ndaVersion, request.address)),
  ),

  endpoint({
    method: 'get',
    path: '/listings/{id}/access',
    summary: 'The buyers who unlocked your listing, and how they stand.',
    access: 'seller',
    params: OfListing,
    query: PageQuery,
    paged: true,
    response: z.array(AccessView),
  }).handledBy(({ actor, params, query }) => useCases.listReaders(actor, params.id, query)),

  endpoint({
    method: 'post',
    path: '/listings/{id}/access/{buyerId}/grant',
    summary: 'Let a buyer read the confidential part.',
    access: 'seller',
    params: OfBuyer,
    response: AccessView,
  }).handledBy(async ({ actor, params }) =>
    viewAccess(await useCases.grant(actor, params.id, params.buyerId)),
  ),

  endpoint({
    method: 'post',
    path: '/listings/{id}/access/{buyerId}/revoke',
    summary: 'Close the confidential part to a buyer.',
    description: 'A buyer who was still waiting for consent gets the credit back.',
    access: 'seller',
    params: OfBuyer,
    response: AccessView,
  }).handledBy(async ({ actor, params }) =>
    viewAccess(await useCases.revoke(actor, params.id, params.buyerId)),
  ),
];

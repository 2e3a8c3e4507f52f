/** The endpoints of what a buyer looks for. */
import { endpoint, type Endpoint } from '../../../platform/http/endpoint';
import { iso } from '../../../platform/kernel/clock';
import type { ListingPresenter } from '../listing.view';
import { OfListing } from '../listings.schema';
import type { BuyerRequirements } from './requirements.model';
import type { Requirements } from './requirements';
import { MatchView, NewRequirements, RequirementsView } from './requirements.schema';

export const presentRequirements = (kept: BuyerRequirements | null): RequirementsView =>
  kept
    ? {
        wishes: kept.wishes as RequirementsView['wishes'],
        tell: kept.tell,
        leastScore: kept.leastScore,
        setAt: iso(kept.updatedAt),
      }
    : { ...NewRequirements.parse({ wishes: {} }), tell: false, setAt: null };

const inTenths = (points: number): number => Math.round(points * 10) / 10;

export const requirementRoutes = (requirements: Requirements, present: ListingPresenter): Endpoint[] => [
  endpoint({
    operationId: 'getBuyerRequirements',
    method: 'get',
    path: '/buyer/requirements',
    summary: 'Get what you look for in a company.',
    access: 'buyer',
    scope: 'listings:read',
    response: RequirementsView,
  }).handledBy(async ({ actor }) => presentRequirements(await requirements.findRequirements(actor.userId))),

  endpoint({
    operationId: 'setBuyerRequirements',
    method: 'put',
    path: '/buyer/requirements',
    summary: 'Say what you look for in a company.',
    description:
      'From then on cards bear a `match` for you. No seller and no other buyer learns what you look for. What you send ' +
      'replaces all that was there; no wishes at all end the matching.',
    access: 'buyer',
    scope: 'listings:write',
    body: NewRequirements,
    response: RequirementsView,
  }).handledBy(async ({ actor, body }) =>
    presentRequirements(await requirements.setRequirements(actor, body)),
  ),

  endpoint({
    operationId: 'getListingMatch',
    method: 'get',
    path: '/listings/{id}/match',
    summary: 'Get how a listing matches what you look for, wish by wish.',
    description: 'Computed from what its card shows, also where you can read more.',
    access: 'buyer',
    scope: 'listings:read',
    params: OfListing,
    response: MatchView,
  }).handledBy(async ({ actor, params }) => {
    const { score, wishes } = await requirements.readMatch(actor, params.id, present.cardFrom);
    return {
      listingId: params.id,
      score,
      wishes: wishes.map(({ name, outcome, points, most, shown }) => ({
        ...{ wish: name, outcome, points: inTenths(points), most: inTenths(most) },
        shown: shown && [...shown],
      })),
    };
  }),
];

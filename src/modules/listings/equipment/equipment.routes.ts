/** The endpoints of the trucks and trailers of a listing. */
import { z } from 'zod';
import { endpoint, type Endpoint } from '../../../platform/http/endpoint';
import { done, Done, Id } from '../../../platform/http/wire';
import { documentNotUsable } from '../../documents';
import { listingStateForbids, teaserRevealsIdentity } from '../listings.problems';
import { OfListing } from '../listings.schema';
import type { Equipment, EquipmentList } from './equipment';
import { tooMuchEquipment, vinListedTwice } from './equipment.problems';
import { EquipmentView, NewEquipment } from './equipment.schema';

const OfItem = OfListing.extend({ itemId: Id.describe('The id of the truck or trailer.') });
const problems = [listingStateForbids, vinListedTwice, teaserRevealsIdentity, documentNotUsable];

function presentList({ rows, photos }: EquipmentList): EquipmentView[] {
  return rows.map(({ id, vehicle, kind, make, model, year, mileage, condition, vin, photoIds }) => ({
    ...{ id, vehicle, kind, make, model, year, mileage, condition },
    vinGiven: vin !== null,
    vin: photos && vin,
    photos:
      photos &&
      photoIds.flatMap((photoId) => {
        const title = photos.get(photoId);
        return title ? [{ id: title.id, title: title.title }] : [];
      }),
  }));
}

function presentOne(list: EquipmentList): EquipmentView {
  const [first] = presentList(list);
  if (!first) throw new Error('What was written is not there to be shown.');
  return first;
}

export const equipmentRoutes = (equipment: Equipment): Endpoint[] => [
  endpoint({
    operationId: 'listEquipment',
    method: 'get',
    path: '/listings/{id}/equipment',
    summary: 'List the trucks and trailers of a listing.',
    description: 'Readers with access also see vehicle identification numbers and photos.',
    access: 'public',
    scope: 'listings:read',
    params: OfListing,
    response: z.array(EquipmentView),
  }).handledBy(async ({ actor, params }) => presentList(await equipment.listEquipment(actor, params.id))),

  endpoint({
    operationId: 'addEquipment',
    method: 'post',
    path: '/listings/{id}/equipment',
    summary: 'Add a truck or a trailer to your listing.',
    description: 'It takes effect at once, also while the listing is live.',
    access: 'seller',
    scope: 'listings:write',
    idempotent: 'unit',
    params: OfListing,
    body: NewEquipment,
    status: 201,
    response: EquipmentView,
    problems: [...problems, tooMuchEquipment],
  }).handledBy(async ({ actor, params, body }) =>
    presentOne(await equipment.addEquipment(actor, params.id, body)),
  ),

  endpoint({
    operationId: 'changeEquipment',
    method: 'put',
    path: '/listings/{id}/equipment/{itemId}',
    summary: 'Change a truck or a trailer of your listing.',
    description: 'What you send replaces all that was there.',
    access: 'seller',
    scope: 'listings:write',
    params: OfItem,
    body: NewEquipment,
    response: EquipmentView,
    problems,
  }).handledBy(async ({ actor, params, body }) =>
    presentOne(await equipment.changeEquipment(actor, params.id, params.itemId, body)),
  ),

  endpoint({
    operationId: 'removeEquipment',
    method: 'delete',
    path: '/listings/{id}/equipment/{itemId}',
    summary: 'Remove a truck or a trailer from your listing.',
    access: 'seller',
    scope: 'listings:write',
    params: OfItem,
    response: Done,
    problems: [listingStateForbids],
  }).handledBy(async ({ actor, params }) => {
    await equipment.removeEquipment(actor, params.id, params.itemId);
    return done;
  }),
];

/** The trucks and trailers of a listing. */
import { queryOptions } from '@tanstack/react-query';
import { answerOf, api } from './client';
import type { components } from './schema';

export type Equipment = components['schemas']['Equipment'];
export type NewEquipment = components['schemas']['NewEquipment'];

export const equipmentQuery = (id: string) =>
  queryOptions({
    queryKey: ['listing', id, 'equipment'],
    queryFn: ({ signal }) =>
      answerOf(api.GET('/listings/{id}/equipment', { params: { path: { id } }, signal })),
    select: ({ data }) => data,
  });

export const addEquipment = (id: string, body: NewEquipment, key: string) =>
  answerOf(
    api.POST('/listings/{id}/equipment', {
      params: { path: { id }, header: { 'Idempotency-Key': key } },
      body,
    }),
  );

/** What is sent replaces all that was there. */
export const changeEquipment = (id: string, itemId: string, body: NewEquipment) =>
  answerOf(api.PUT('/listings/{id}/equipment/{itemId}', { params: { path: { id, itemId } }, body }));

export const removeEquipment = (id: string, itemId: string) =>
  answerOf(api.DELETE('/listings/{id}/equipment/{itemId}', { params: { path: { id, itemId } } }));

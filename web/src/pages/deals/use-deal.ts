/** The deal of the room that a part of it stands in: read already, and read again when something changed. */
import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { type Deal, dealQuery } from '../../api/deals';

const room = getRouteApi('/signed-in/deals/$id');

export function useDeal(): Deal {
  const { id } = room.useParams();
  return useSuspenseQuery(dealQuery(id)).data;
}

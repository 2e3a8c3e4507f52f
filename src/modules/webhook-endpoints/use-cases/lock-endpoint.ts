/** The row of an endpoint, for whoever is about to change it. */
import { notFound } from '../../../platform/http/problem';
import type { UserActor } from '../../../platform/kernel/actor';
import type { WebhookEndpointsContext } from '../webhook-endpoints.context';
import type { WebhookEndpoint } from '../webhook-endpoint.model';

export const noSuchEndpoint = () => notFound('You have no such webhook endpoint.');

/** In a unit. Another person's is absent, as one that never was. @throws not_found */
export async function lockOwn(
  { models }: WebhookEndpointsContext,
  { userId }: UserActor,
  id: string,
): Promise<WebhookEndpoint> {
  const endpoint = await models.endpoints.findOne({ where: { id, userId }, lock: true });
  if (!endpoint) throw noSuchEndpoint();
  return endpoint;
}

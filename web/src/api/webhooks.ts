/** Webhook endpoints: the reader's own programs that are told of their events, and what became of each posting. */
import { queryOptions } from '@tanstack/react-query';
import { pagesUnder } from './admin';
import { answerOf, api } from './client';
import type { components } from './schema';

type Schemas = components['schemas'];
export type WebhookEndpoint = Schemas['WebhookEndpoint'];
export type WebhookDelivery = Schemas['WebhookDelivery'];
export type WebhookEventKind = Schemas['WebhookEventKind'];
export type EventChoice = NonNullable<Schemas['NewWebhookEndpoint']['events']>;
export type DeliveryEvent = Schemas['ListWebhookDeliveriesEvent'];
export type DeliveryStatus = Schemas['WebhookDeliveryStatus'];

/** Stands for all kinds of events, those that come later too. */
export const EVERY_KIND = '*';

/** How often one looks for what became of that which waits. */
const LOOK_AGAIN_MS = 3_000;

const at = (id: string) => ({ params: { path: { id } } });

export const webhookEndpointsQuery = queryOptions({
  queryKey: ['webhooks', 'all'],
  queryFn: ({ signal }) => answerOf(api.GET('/webhook-endpoints', { signal })),
  select: ({ data }) => data,
});

export const webhookKindsQuery = queryOptions({
  queryKey: ['webhook-kinds'],
  queryFn: ({ signal }) => answerOf(api.GET('/webhook-endpoints/event-kinds', { signal })),
  select: ({ data }) => data,
});

export const webhookEndpointQuery = (id: string) =>
  queryOptions({
    queryKey: ['webhooks', 'one', id],
    queryFn: ({ signal }) => answerOf(api.GET('/webhook-endpoints/{id}', { ...at(id), signal })),
    select: ({ data }) => data,
  });

interface DeliveryFilter {
  status?: DeliveryStatus | undefined;
  event?: DeliveryEvent | undefined;
}

interface DeliveryPages {
  pages: { data: WebhookDelivery[] }[];
}

/** What waits is posted within moments. */
export const somethingWaits = (read: DeliveryPages | undefined): boolean =>
  read?.pages.some(({ data }) => data.some(({ status }) => status === 'WAITING')) ?? false;

export const webhookDeliveriesQuery = (id: string, filter: DeliveryFilter) => {
  const read = pagesUnder(['webhooks', 'deliveries', id, filter], (part, signal) =>
    answerOf(
      api.GET('/webhook-endpoints/{id}/deliveries', {
        params: { path: { id }, query: { ...filter, ...part } },
        signal,
      }),
    ),
  );
  return {
    ...read,
    refetchInterval: ({ state: { data } }: { state: { data?: DeliveryPages } }) =>
      somethingWaits(data) ? LOOK_AGAIN_MS : false,
  };
};

export const webhookDeliveryQuery = (id: string, deliveryId: string) =>
  queryOptions({
    queryKey: ['webhooks', 'delivery', deliveryId],
    queryFn: ({ signal }) =>
      answerOf(
        api.GET('/webhook-endpoints/{id}/deliveries/{deliveryId}', {
          params: { path: { id, deliveryId } },
          signal,
        }),
      ),
    select: ({ data }) => data,
    refetchInterval: ({ state: { data } }) => (data?.data.status === 'WAITING' ? LOOK_AGAIN_MS : false),
  });

export const webhooks = {
  create: (body: Schemas['NewWebhookEndpoint']) => answerOf(api.POST('/webhook-endpoints', { body })),
  change: (id: string, body: Schemas['WebhookEndpointChange']) =>
    answerOf(api.PUT('/webhook-endpoints/{id}', { ...at(id), body })),
  remove: (id: string) => answerOf(api.DELETE('/webhook-endpoints/{id}', at(id))),
  pause: (id: string) => answerOf(api.POST('/webhook-endpoints/{id}/pause', at(id))),
  resume: (id: string) => answerOf(api.POST('/webhook-endpoints/{id}/resume', at(id))),
  rotate: (id: string, body: Schemas['RotateWebhookSecretBody']) =>
    answerOf(api.POST('/webhook-endpoints/{id}/rotate-secret', { ...at(id), body })),
  test: (id: string) => answerOf(api.POST('/webhook-endpoints/{id}/test', at(id))),
  replay: (id: string, body: Schemas['WebhookReplay']) =>
    answerOf(api.POST('/webhook-endpoints/{id}/replay', { ...at(id), body })),
  replayOne: (id: string, deliveryId: string) =>
    answerOf(
      api.POST('/webhook-endpoints/{id}/deliveries/{deliveryId}/replay', {
        params: { path: { id, deliveryId } },
      }),
    ),
};

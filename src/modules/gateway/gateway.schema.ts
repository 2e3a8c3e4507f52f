/** What gateways and their events look like on the wire. */
import { z } from 'zod';
import { Id, Instant, PositiveCents, Reason } from '../../platform/http/wire';
import { PageQuery } from '../../platform/kernel/page';
import { Person } from '../identity';
import { WAYS } from './gateway-news';

/** A payment method that a gateway keeps, in its own form of an id (Stripe: `pm_…`); whose it is, that gateway says. */
export const PaymentMethodId = z
  .string()
  .regex(/^\w[\w.:-]{0,119}$/, 'must be the id of a payment method, as the gateway gave it');

const GatewayName = z.string().regex(/^[a-z]{1,20}$/, 'must be the name of a gateway, such as stripe');
/** Of an event, or of what one is about: `evt_…`, `pi_…`. */
const GatewayObjectId = z.string().regex(/^\w{1,120}$/, 'must be an id as the gateway gave it');
const WebhookStatusName = z.enum(['RECEIVED', 'DONE', 'IGNORED', 'PARKED']);

export const WebhookEventView = z
  .strictObject({
    id: z.string().describe("The gateway's id of it."),
    gateway: z.string().describe('The gateway that sent it.'),
    type: z.string().describe("The gateway's name for this kind of event."),
    objectId: z.string().nullable().describe("The gateway's id of the object that it is about."),
    status: WebhookStatusName.describe('PARKED: an admin has to look after it.'),
    reason: z.string().nullable().describe('Why it is parked, failed last, or was dismissed.'),
    people: z
      .array(Person)
      .describe('Whose money or account it is about, while it is parked: none of them acts on it.'),
    ways: z.array(z.enum(WAYS)).describe('How it can be booked, while it is parked.'),
    attempts: z.int().describe('How often its effect was tried.'),
    receivedAt: Instant.describe('When it arrived.'),
    handledAt: Instant.nullable().describe('When its effect was made; null if it was not.'),
  })
  .meta({ id: 'WebhookEvent' });
export type WebhookEventView = z.output<typeof WebhookEventView>;

export const WebhookEventQuery = PageQuery.extend({
  gateway: GatewayName.optional().describe('Only events of this gateway.'),
  status: WebhookStatusName.optional().describe('Only events with this status.'),
  type: z
    .string()
    .regex(/^[a-z_.]{1,120}$/, 'must be a kind of event, such as invoice.paid')
    .optional()
    .describe("The gateway's name for a kind of event."),
  eventId: GatewayObjectId.optional().describe("The gateway's id of the event."),
  objectId: GatewayObjectId.optional().describe("The gateway's id of what it is about."),
});
export type WebhookEventQuery = z.output<typeof WebhookEventQuery>;

export const GatewayParams = z.strictObject({ gateway: GatewayName.describe('The name of the gateway.') });
/** An event is known by its gateway and the gateway's id of it. */
export const EventParams = z.strictObject({
  gateway: GatewayName.describe('The name of the gateway.'),
  eventId: GatewayObjectId.describe("The gateway's id of the event."),
});
export type EventParams = z.output<typeof EventParams>;
export const Dismissed = z.strictObject({ reason: Reason }).meta({ id: 'EventDismissal' });
export const EventBooking = z
  .strictObject({
    as: z
      .enum(WAYS)
      .optional()
      .describe(
        'One of its `ways`. AS_IT_CAME (default): the sums may differ. ASSIGN: to a payment or payee. RETURN: to the payer. REFUND: it was made past the platform. LOSS: the platform bears what left, or keeps what came.',
      ),
    subjectId: Id.optional().describe('The payment, or the user who was paid, that it belongs to.'),
    amountCents: PositiveCents.optional().describe('What it was in US cents, if not in dollars.'),
    reason: Reason,
  })
  .meta({ id: 'EventBooking' });
export type EventBooking = z.output<typeof EventBooking>;
export const Received = z
  .strictObject({ received: z.literal(true).describe('Always true.') })
  .meta({ id: 'EventReceived' });

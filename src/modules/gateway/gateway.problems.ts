/** What everything that speaks to a gateway refuses. */
import { problemKind } from '../../platform/http/problem';

export const badSignature = problemKind(
  'bad_signature',
  400,
  "The webhook's signature is not valid",
  'Check the signing secret and the clock of the sender, and send the body unchanged.',
);
export const gatewayUnavailable = problemKind(
  'payment_gateway_unavailable',
  503,
  'The payment gateway does not answer',
  'Try again after the time in `Retry-After` with the same Idempotency-Key.',
);
export const gatewayRefused = problemKind(
  'payment_gateway_refused',
  402,
  'The payment gateway declined',
  'Read the reason in `detail`, and correct the data or use another payment method.',
);
export const methodUnavailable = problemKind(
  'payment_method_unavailable',
  503,
  'This way of paying is not available here',
  'Choose another way of paying.',
);
export const eventNotBookable = problemKind(
  'event_not_bookable',
  409,
  'This event cannot be booked like that',
  'Read in `detail` what does not fit, and choose another of its `ways`.',
);
export const eventNotParked = problemKind(
  'event_not_parked',
  409,
  'This event does not wait for an administrator',
  'Read the event again: it shows its outcome.',
);

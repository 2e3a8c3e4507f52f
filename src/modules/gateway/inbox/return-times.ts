/** How long a gateway has to give back what two administrators said is to go back. */
import { DAY_MS } from '../../../platform/kernel/clock';
import type { WebhookEventRow } from './webhook-event.model';

/** By then it has given it back, or has refused. */
export const RETURN_TAKES_MS = DAY_MS;

/** Since the last word about the event. */
export const hadItsTime = ({ handledAt }: Pick<WebhookEventRow, 'handledAt'>, now: number): boolean =>
  handledAt !== null && handledAt < now - RETURN_TAKES_MS;

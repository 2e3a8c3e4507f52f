/** What this module works with. */
import type { RateLimits } from '../../platform/http/rate-limit';
import type { Identity } from '../identity';
import type { Messages } from '../messages';
import type { Transactions } from '../transactions';

export interface LiveDeps {
  identity: Identity;
  messages: Messages;
  transactions: Transactions;
  limits: RateLimits;
}

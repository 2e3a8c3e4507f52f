/** What this module works with. */
import type { WaitingSource } from '../../platform/kernel/waiting';
import type { Brokers } from '../brokers';
import type { Identity } from '../identity';
import type { Messages } from '../messages';

export interface NotificationsDeps {
  brokers: Pick<Brokers, 'findActing'>;
  identity: Identity;
  messages: Messages;
  /** Asked for when needed: what waits in all modules, those above too. */
  queues: () => WaitingSource[];
}

/** What every use case of this module works with. */
import type { Platform } from '../../platform/platform';
import type { Audit } from '../audit';
import type { Identity } from '../identity';

export interface BroadcastsDeps {
  audit: Audit;
  identity: Identity;
}

export interface BroadcastsContext extends BroadcastsDeps {
  platform: Platform;
}

/** What every use case of this module works with. */
import type { LiveConfig } from '../../platform/kernel/live-config';
import type { Platform } from '../../platform/platform';
import type { Approvals } from '../approvals';
import type { Audit } from '../audit';
import type { Identity } from '../identity';
import type { Models } from './setting-change.model';

export interface SettingsDeps {
  approvals: Approvals;
  audit: Audit;
  identity: Identity;
}

export interface SettingsContext extends SettingsDeps {
  platform: Platform;
  live: Omit<LiveConfig<unknown>, 'config' | 'shown'>;
  models: Models;
}

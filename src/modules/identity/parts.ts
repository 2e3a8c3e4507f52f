/** What the use cases of identity are made of. */
import type { Platform } from '../../platform/platform';
import type { Audit } from '../audit';
import type { AccessTokens } from './access-tokens';
import type { IdentityMails } from './identity.mails';
import type { Passwords } from './passwords';
import type { Sessions } from './sessions';
import type { UserFinders, UserRows } from './user.model';

export interface IdentityParts {
  platform: Platform;
  audit: Audit;
  users: UserRows;
  finders: UserFinders;
  sessions: Sessions;
  passwords: Passwords;
  accessTokens: AccessTokens;
  mails: IdentityMails;
}

/** What the use cases of identity are made of. */
import type { Platform } from '../../platform/platform';
import type { Audit } from '../audit';
import type { AccessTokens } from './access-tokens';
import type { Guesses } from './guesses';
import type { IdentityMails } from './identity.mails';
import type { MailLinks } from './mail-links';
import type { Passwords } from './passwords';
import type { Challenges } from './second-factor/challenges';
import type { PendingTokens } from './second-factor/pending-tokens';
import type { Sealing } from './second-factor/sealing';
import type { Sessions } from './sessions';
import type { UserFinders, UserRows } from './user.model';

export interface IdentityParts {
  platform: Platform;
  audit: Audit;
  users: UserRows;
  finders: UserFinders;
  sessions: Sessions;
  guesses: Guesses;
  passwords: Passwords;
  accessTokens: AccessTokens;
  mails: IdentityMails;
  mailLinks: MailLinks;
  sealing: Sealing;
  pendingTokens: PendingTokens;
  challenges: Challenges;
}

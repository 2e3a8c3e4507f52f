/** What every use case of this module works with. */
import type { Platform } from '../../platform/platform';
import type { Approvals } from '../approvals';
import type { Audit } from '../audit';
import type { AccessTokens } from './access-tokens';
import type { FormerAddresses } from './account/former-addresses';
import type { IdentityConfig } from './identity.config';
import type { KeptAccess } from './kept-access';
import type { LoginThrottle } from './login-throttle';
import type { MailLinks } from './mail-links';
import type { Passwords } from './passwords';
import type { Challenges } from './second-factor/challenges';
import type { PendingTokens } from './second-factor/pending-tokens';
import type { Sealing } from './second-factor/sealing';
import type { SecretLetters } from './secret-letters';
import type { SessionCookie } from './session-cookie';
import type { Sessions } from './sessions';
import type { UserStore } from './user.store';

export interface IdentityDeps {
  approvals: Approvals;
  audit: Audit;
}

export interface IdentityContext extends IdentityDeps {
  platform: Platform<IdentityConfig>;
  /** Reads and writes users and their roles. */
  store: UserStore;
  sessions: Sessions;
  /** Is told of whatever changes what somebody may do. */
  keptAccess: KeptAccess;
  sessionCookie: SessionCookie;
  loginThrottle: LoginThrottle;
  passwords: Passwords;
  accessTokens: AccessTokens;
  letters: SecretLetters;
  formerAddresses: FormerAddresses;
  mailLinks: MailLinks;
  sealing: Sealing;
  pendingTokens: PendingTokens;
  challenges: Challenges;
}

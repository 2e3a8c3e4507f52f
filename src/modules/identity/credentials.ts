/** Puts together the ways in which users and programs authenticate, beside log-in itself. */
import { createVerifyPassword } from './account/verify-password';
import { createApiKeys } from './api-keys/api-keys';
import { apiKeyRoutes } from './api-keys/api-keys.routes';
import { credentialsRoutes } from './credentials.routes';
import { credentialsPages } from './link-pages';
import { createImpersonation } from './impersonation/impersonate';
import { impersonationRoutes } from './impersonation/impersonation.routes';
import type { IdentityContext } from './identity.context';
import { createManageSecondFactor } from './second-factor/manage-second-factor';
import { createVerifySecondFactor } from './second-factor/verify-second-factor';
import { secondFactorRoutes } from './second-factor/second-factor.routes';
import { createStepUp } from './second-factor/step-up';
import { createAuthenticate } from './use-cases/authenticate';
import { createChangePassword } from './use-cases/change-password';
import { createLogInWithSecondFactor } from './use-cases/log-in-with-second-factor';
import { createRecoverPassword } from './use-cases/recover-password';
import { createVerifyEmail } from './use-cases/verify-email';

/** Serves the endpoints. Answers what the rest of identity needs. */
export function createCredentials(context: IdentityContext) {
  const { platform } = context;
  const verifyPassword = createVerifyPassword(context);
  const verifySecondFactor = createVerifySecondFactor(context);
  const secondFactor = createManageSecondFactor(context, verifyPassword);
  const apiKeys = createApiKeys(context);
  const impersonation = createImpersonation(context);
  const { isEnabled } = secondFactor;
  const byLink = { ...createVerifyEmail(context), ...createRecoverPassword(context) };

  platform.serve('Authentication', [
    ...credentialsRoutes({
      ...byLink,
      changePassword: createChangePassword(context, verifyPassword),
    }),
    ...secondFactorRoutes({
      ...secondFactor,
      logInWithSecondFactor: createLogInWithSecondFactor(context, verifySecondFactor),
      sessionCookie: context.sessionCookie,
      clock: platform.clock,
      stepUp: createStepUp(context, { isEnabled, verifyPassword, verifySecondFactor }),
    }),
  ]);
  platform.showPages(credentialsPages(byLink));
  platform.serve('Users', apiKeyRoutes(apiKeys, platform.endpoints));
  platform.serve('Administration', impersonationRoutes(impersonation));

  return {
    authenticate: createAuthenticate(context, apiKeys),
    isEnabled,
    findImpersonation: impersonation.findImpersonation,
    auditImpersonation: impersonation.auditImpersonation,
  };
}

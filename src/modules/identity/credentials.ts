/** Puts together the ways in which people and programs prove who they are, beside log-in itself. */
import { createProvePassword } from './account/prove-password';
import { createApiKeys } from './api-keys/api-keys';
import { apiKeyRoutes } from './api-keys/api-keys.routes';
import { credentialsRoutes } from './credentials.routes';
import { createImpersonation } from './impersonation/impersonate';
import { impersonationRoutes } from './impersonation/impersonation.routes';
import type { IdentityParts } from './parts';
import { createManageSecondFactor } from './second-factor/manage-second-factor';
import { createProveSecondFactor } from './second-factor/prove-second-factor';
import { secondFactorRoutes } from './second-factor/second-factor.routes';
import { createStepUp } from './second-factor/step-up';
import { createAuthenticate } from './use-cases/authenticate';
import { createChangePassword } from './use-cases/change-password';
import { createLogInWithSecondFactor } from './use-cases/log-in-with-second-factor';
import { createRecoverPassword } from './use-cases/recover-password';
import { createVerifyEmail } from './use-cases/verify-email';

/** Serves the endpoints. Answers what the rest of identity asks. */
export function createCredentials(parts: IdentityParts) {
  const { platform } = parts;
  const provePassword = createProvePassword(parts);
  const proveSecondFactor = createProveSecondFactor(parts);
  const secondFactor = createManageSecondFactor(parts, provePassword);
  const apiKeys = createApiKeys(parts);
  const impersonation = createImpersonation(parts);
  const { isEnabled } = secondFactor;

  platform.serve('Authentication', [
    ...credentialsRoutes({
      ...createVerifyEmail(parts),
      ...createRecoverPassword(parts),
      changePassword: createChangePassword(parts, provePassword),
    }),
    ...secondFactorRoutes({
      ...secondFactor,
      logInWithSecondFactor: createLogInWithSecondFactor(parts, proveSecondFactor),
      stepUp: createStepUp(parts, { isEnabled, provePassword, proveSecondFactor }),
    }),
  ]);
  platform.serve('Users', apiKeyRoutes(apiKeys));
  platform.serve('Administration', impersonationRoutes(impersonation));

  return {
    authenticate: createAuthenticate(parts, apiKeys),
    isEnabled,
    findImpersonation: impersonation.findImpersonation,
    witness: impersonation.witness,
  };
}

/** Puts together what a person can do with his own account. */
import type { IdentityParts } from '../parts';
import { accountRoutes } from './account.routes';
import { createChangeAvatar } from './change-avatar';
import { createChangeEmail } from './change-email';
import { createDeleteAccount } from './delete-account';
import { createExportAccount } from './export-account';
import { createLeaving, type Leaving } from './leaving';
import { createProvePassword } from './prove-password';

/** Serves the endpoints. Answers where the other modules have their say. */
export function createAccount(parts: IdentityParts): Leaving {
  const leaving = createLeaving();
  const provePassword = createProvePassword(parts);
  const { dropAvatarOf, ...avatar } = createChangeAvatar(parts);
  parts.platform.serve(
    'Users',
    accountRoutes({
      ...avatar,
      ...createChangeEmail(parts, provePassword),
      exportAccount: createExportAccount(parts, leaving),
      deleteAccount: createDeleteAccount(parts, { leaving, provePassword, dropAvatarOf }),
    }),
  );
  return leaving;
}

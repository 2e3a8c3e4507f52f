/** Puts together what users do with their own account. */
import type { IdentityContext } from '../identity.context';
import { registerUserData } from '../identity.user-data';
import { accountRoutes } from './account.routes';
import { createChangeAvatar } from './change-avatar';
import { createChangeEmail } from './change-email';
import { createDeleteAccount } from './delete-account';
import { createExportAccount } from './export-account';
import { createUserData, type UserData } from './user-data';
import { accountPages } from '../link-pages';
import { createVerifyPassword } from './verify-password';

/** Serves the endpoints. Answers where the other modules register their part. */
export function createAccount(context: IdentityContext): UserData {
  const userData = createUserData();
  registerUserData(context, userData);
  const verifyPassword = createVerifyPassword(context);
  const { dropAvatarOf, ...avatar } = createChangeAvatar(context);
  const emailChange = createChangeEmail(context, verifyPassword);
  context.platform.showPages(accountPages(emailChange));
  context.platform.serve(
    'Users',
    accountRoutes({
      ...avatar,
      ...emailChange,
      exportAccount: createExportAccount(context, userData),
      deleteAccount: createDeleteAccount(context, { userData, verifyPassword, dropAvatarOf }),
    }),
  );
  return userData;
}

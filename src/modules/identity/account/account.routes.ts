/** The endpoints of a person's own account: picture, e-mail address, export, deletion. */
import { FileContent } from '../../../platform/http/download';
import { Answer, type Endpoint, endpoint } from '../../../platform/http/endpoint';
import { tooManyRequests } from '../../../platform/http/problem';
import { byId, Done, done } from '../../../platform/http/wire';
import { addressTaken, lastAdmin } from '../identity.problems';
import { Me } from '../identity.schema';
import { viewMe } from '../user.view';
import {
  deletionPrevented,
  linkRefused,
  pictureRefused,
  sameAddress,
  wrongPassword,
} from './account.problems';
import {
  AccountExport,
  AvatarQuery,
  Deletion,
  EmailChange,
  EmailChangeReceived,
  EmailConfirmation,
} from './account.schema';
import { AVATAR_MEDIA_TYPE, AVATAR_SOURCES } from './avatar-picture';
import type { createChangeAvatar } from './change-avatar';
import type { createChangeEmail } from './change-email';
import type { createDeleteAccount } from './delete-account';
import type { createExportAccount } from './export-account';

const MOST_AVATAR_BYTES = 5 * 1024 * 1024;

interface UseCases
  extends
    Pick<ReturnType<typeof createChangeAvatar>, 'changeAvatar' | 'removeAvatar' | 'openAvatar'>,
    ReturnType<typeof createChangeEmail> {
  exportAccount: ReturnType<typeof createExportAccount>;
  deleteAccount: ReturnType<typeof createDeleteAccount>;
}

export const accountRoutes = (account: UseCases): Endpoint[] => [
  endpoint({
    method: 'post',
    path: '/users/me/avatar',
    summary: 'Show a picture of yourself.',
    description: 'It is cut to a square and made small; position, camera and the like are taken out.',
    access: 'user',
    limit: 'upload',
    upload: { field: 'avatar', maxBytes: MOST_AVATAR_BYTES, mediaTypes: AVATAR_SOURCES },
    response: Me,
    problems: [pictureRefused],
  }).handledBy(async ({ actor, file }) => viewMe(await account.changeAvatar(actor, file.content))),

  endpoint({
    method: 'delete',
    path: '/users/me/avatar',
    summary: 'Take your picture away.',
    access: 'user',
    response: Me,
  }).handledBy(async ({ actor }) => viewMe(await account.removeAvatar(actor))),

  endpoint({
    method: 'get',
    path: '/users/{id}/avatar',
    summary: 'The picture of a person.',
    description: 'Under the address that `avatarUrl` gives it never changes.',
    access: 'public',
    params: byId,
    query: AvatarQuery,
    download: [AVATAR_MEDIA_TYPE],
    response: FileContent,
  }).handledBy(({ params, query }) => account.openAvatar(params.id, query.v)),

  endpoint({
    method: 'post',
    path: '/auth/change-email',
    stepUp: true,
    summary: 'Ask to change your e-mail address.',
    description:
      'A link goes to the new address, good for 24 hours; until it is opened the former address stays. The answer does not tell whether the new address has an account.',
    access: 'user',
    limit: 'auth',
    body: EmailChange,
    response: EmailChangeReceived,
    problems: [wrongPassword, sameAddress, tooManyRequests],
  }).handledBy(async ({ actor, body }) => {
    await account.askToChangeEmail(actor, body);
    return { received: true, email: body.email };
  }),

  endpoint({
    method: 'post',
    path: '/auth/confirm-email-change',
    summary: 'Confirm a new e-mail address by the token of its link.',
    access: 'public',
    limit: 'auth',
    body: EmailConfirmation,
    response: Done,
    problems: [linkRefused, addressTaken],
  }).handledBy(async ({ body }) => {
    await account.confirmEmail(body.token);
    return done;
  }),

  endpoint({
    method: 'get',
    path: '/users/me/export',
    summary: 'Everything that we keep of you.',
    access: 'user',
    response: AccountExport,
  }).handledBy(
    async ({ actor }) =>
      new Answer(await account.exportAccount(actor), {
        headers: { 'Content-Disposition': 'attachment; filename="mc-exchange-export.json"' },
      }),
  ),

  endpoint({
    method: 'delete',
    path: '/users/me',
    summary: 'Delete your account, for good.',
    stepUp: true,
    description:
      'Refused while deals, live listings, open offers or payments are under way. Unspent credits are lost. Records of deals and payments are kept without your name.',
    access: 'user',
    limit: 'auth',
    body: Deletion,
    response: Done,
    problems: [wrongPassword, lastAdmin, deletionPrevented],
  }).handledBy(async ({ actor, body }) => {
    await account.deleteAccount(actor, body.password);
    return done;
  }),
];

/** The endpoints of a user's own account: picture, e-mail address, export, deletion. */
import { Download, FileContent } from '../../../platform/http/download';
import { Answer, type Endpoint, endpoint } from '../../../platform/http/endpoint';
import { tooManyRequests } from '../../../platform/http/problem';
import { byId, Done, done } from '../../../platform/http/wire';
import { emailTaken, lastAdmin } from '../identity.problems';
import { bringing, Confirmed, LinkToken } from '../credentials.schema';
import { Me } from '../identity.schema';
import { presentExport, presentMe } from '../user.view';
import { deletionPrevented, linkInvalid, invalidPicture, sameEmail, wrongPassword } from './account.problems';
import {
  AccountExport,
  AvatarQuery,
  EmailChange,
  EmailChangeReceived,
  PasswordConfirmation,
} from './account.schema';
import { AVATAR_MEDIA_TYPE, AVATAR_SOURCES } from './avatar-picture';
import type { createChangeAvatar } from './change-avatar';
import type { createChangeEmail } from './change-email';
import type { createDeleteAccount } from './delete-account';
import type { createExportAccount } from './export-account';
import { AUTH_LIMIT, LINK_LIMIT } from '../identity.limits';
import { UPLOAD_LIMIT } from '../../../platform/http/limits';

const MAX_AVATAR_BYTES = 5 * 1024 * 1024;

/** Under its tag a picture never changes. */
const CACHE_FOREVER = 'public, max-age=31536000, immutable';
const CACHE_BRIEFLY = 'public, max-age=300';

interface UseCases
  extends
    Pick<ReturnType<typeof createChangeAvatar>, 'changeAvatar' | 'removeAvatar' | 'openAvatar'>,
    ReturnType<typeof createChangeEmail> {
  exportAccount: ReturnType<typeof createExportAccount>;
  deleteAccount: ReturnType<typeof createDeleteAccount>;
}

export const accountRoutes = (account: UseCases): Endpoint[] => [
  endpoint({
    operationId: 'uploadAvatar',
    method: 'post',
    path: '/users/me/avatar',
    summary: 'Upload your picture.',
    description:
      'JPEG, PNG or WebP, up to 5 MB. It is cropped to a 256-pixel square; location and other metadata are removed.',
    access: 'user',
    scope: 'account:write',
    limit: UPLOAD_LIMIT,
    upload: { field: 'avatar', maxBytes: MAX_AVATAR_BYTES, mediaTypes: AVATAR_SOURCES },
    response: Me,
    problems: [invalidPicture],
  }).handledBy(async ({ actor, file }) => presentMe(await account.changeAvatar(actor, file.content))),

  endpoint({
    operationId: 'deleteAvatar',
    method: 'delete',
    path: '/users/me/avatar',
    summary: 'Delete your picture.',
    access: 'user',
    scope: 'account:write',
    response: Me,
  }).handledBy(async ({ actor }) => presentMe(await account.removeAvatar(actor))),

  endpoint({
    operationId: 'getAvatar',
    method: 'get',
    path: '/users/{id}/avatar',
    summary: "Get a user's picture.",
    description: 'The picture at `avatarUrl` never changes: a new picture gets a new URL.',
    access: 'public',
    scope: 'account:read',
    params: byId,
    query: AvatarQuery,
    download: [AVATAR_MEDIA_TYPE],
    response: FileContent,
  }).handledBy(async ({ params, query }) => {
    const { content, tag } = await account.openAvatar(params.id);
    return new Download(content, {
      mediaType: AVATAR_MEDIA_TYPE,
      etag: tag,
      cacheControl: query.v === tag ? CACHE_FOREVER : CACHE_BRIEFLY,
      embeddable: true,
    });
  }),

  endpoint({
    operationId: 'requestEmailChange',
    method: 'post',
    path: '/auth/change-email',
    stepUp: 'code',
    summary: 'Request a change of your email address.',
    description:
      'Emails a link to the new address, valid for 24 hours; your address changes when you open it. The answer does not tell whether the new address has an account.',
    access: 'user',
    limit: AUTH_LIMIT,
    body: EmailChange,
    response: EmailChangeReceived,
    problems: [wrongPassword, sameEmail, tooManyRequests],
  }).handledBy(async ({ actor, body }) => {
    await account.requestEmailChange(actor, body);
    return { received: true, email: body.email };
  }),

  endpoint({
    operationId: 'confirmEmailChange',
    method: 'post',
    path: '/auth/confirm-email-change',
    summary: 'Confirm a new email address with the token from the link.',
    access: 'public',
    limit: LINK_LIMIT,
    spared: bringing(account.isEmailChangeLink),
    body: LinkToken,
    response: Confirmed,
    problems: [linkInvalid, emailTaken],
  }).handledBy(async ({ body }) => {
    return { ...done, ...(await account.confirmEmailChange(body.token)) };
  }),

  endpoint({
    operationId: 'exportAccount',
    method: 'get',
    path: '/users/me/export',
    summary: 'Export everything stored about you.',
    description: 'To an API key without what no key reads: sessions, keys and bank account.',
    access: 'user',
    // What a key may not read piece by piece it may not read together.
    scope: [
      'account:read',
      'carriers:read',
      'credits:read',
      'documents:read',
      'listings:read',
      'messages:read',
      'notifications:read',
      'offers:read',
      'payments:read',
      'reports:read',
      'reviews:read',
      'transactions:read',
      'verification:read',
      'webhooks:read',
    ],
    response: AccountExport,
  }).handledBy(
    async ({ actor }) =>
      new Answer(presentExport(await account.exportAccount(actor)), {
        headers: { 'Content-Disposition': 'attachment; filename="mc-exchange-export.json"' },
      }),
  ),

  endpoint({
    operationId: 'deleteAccount',
    method: 'delete',
    path: '/users/me',
    summary: 'Delete your account permanently.',
    stepUp: 'code',
    description:
      'Refused while you have active sales, live listings, open offers or pending payments. Unused credits are lost. Sales and payments are kept without your name.',
    access: 'user',
    limit: AUTH_LIMIT,
    body: PasswordConfirmation,
    response: Done,
    problems: [wrongPassword, lastAdmin, deletionPrevented],
  }).handledBy(async ({ actor, body }) => {
    await account.deleteAccount(actor, body.password);
    return done;
  }),
];

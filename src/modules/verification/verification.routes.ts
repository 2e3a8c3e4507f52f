/** The endpoints of verification: what people send, and what admins decide. */
import { z } from 'zod';
import { endpoint, type Endpoint } from '../../platform/http/endpoint';
import type { RateLimit } from '../../platform/http/limits';
import { byId } from '../../platform/http/wire';
import { HOUR_MS } from '../../platform/kernel/clock';
import { mapPage } from '../../platform/kernel/page';
import { documentNotUsable } from '../documents';
import { gatewayRefused, gatewayUnavailable } from '../gateway';
import type { VerificationContext } from './verification.context';
import type { Verification } from './verification.model';
import {
  checkNotOffered,
  paperNotCurrent,
  papersNeeded,
  tooManyChecks,
  verificationChangedSince,
  verificationClosed,
  verificationWaits,
} from './verification.problems';
import {
  CompanyClaim,
  Decision,
  FundsClaim,
  IdentityCheckPage,
  IdentityClaim,
  OwnVerification,
  ReasonGiven,
  VerificationForAdmin,
  VerificationQuery,
  VerificationView,
} from './verification.schema';
import { presentForAdmin, presentOwn, presentVerification } from './verification.view';
import type { DecideVerification } from './use-cases/decide-verification';
import type { HostedCheck } from './use-cases/hosted-check';
import type { ReadVerification } from './use-cases/read-verification';
import type { RequestVerification } from './use-cases/request-verification';

declare module '../../platform/http/endpoint' {
  interface Scopes {
    verification: true;
  }
}

const VERIFICATION_LIMIT: RateLimit = { name: 'verification', requests: 20, windowMs: HOUR_MS };

export type UseCases = RequestVerification & ReadVerification & DecideVerification & HostedCheck;

const refused = [papersNeeded, paperNotCurrent, documentNotUsable];

/** The same acts under the paths of each side of the market. */
const SIDES = [
  { path: '/verification', who: 'user', of: '' },
  { path: '/buyer/verification', who: 'buyer', of: 'AsBuyer' },
  { path: '/seller/verification', who: 'seller', of: 'AsSeller' },
] as const;

export function verificationRoutes(
  verification: UseCases,
  { platform }: Pick<VerificationContext, 'platform'>,
): Endpoint[] {
  const { siteUrl } = platform.config;
  const present = async (row: Verification) =>
    presentVerification(siteUrl, await verification.titlesOf([row]))(row);

  const reading = SIDES.map(({ path, who, of }) =>
    endpoint({
      operationId: `getVerification${of}`,
      method: 'get',
      path,
      summary: 'Get what of you is verified, and what is missing.',
      access: who,
      scope: 'verification:read',
      response: OwnVerification,
    }).handledBy(async ({ actor }) => {
      const own = await verification.readOwn(actor);
      return presentOwn(own, siteUrl, await verification.titlesOf(own.rows));
    }),
  );
  const identities = SIDES.map(({ path, who, of }) =>
    endpoint({
      operationId: `verifyIdentity${of}`,
      method: 'post',
      path: who === 'user' ? `${path}/identity` : path,
      summary: 'Have your identity verified.',
      description:
        'Where the answer has a `checkUrl`, a browser goes there; other programs ask `/verification/{id}/continue` for the page of the check. Sent again while it waits, it replaces what you sent.',
      access: who,
      scope: 'verification:write',
      limit: VERIFICATION_LIMIT,
      idempotent: 'unit',
      body: IdentityClaim,
      status: 201,
      response: VerificationView,
      problems: [...refused, tooManyChecks],
    }).handledBy(async ({ actor, body }) => present(await verification.verifyIdentity(actor, body))),
  );
  const funds = (
    [
      ['/verification/funds', 'user', ''],
      ['/buyer/proof-of-funds', 'buyer', 'AsBuyer'],
    ] as const
  ).map(([path, who, of]) =>
    endpoint({
      operationId: `verifyFunds${of}`,
      method: 'post',
      path,
      summary: 'Have your funds verified from papers.',
      description: 'Sellers whom you deal with read the sum, others a band.',
      access: who,
      scope: 'verification:write',
      limit: VERIFICATION_LIMIT,
      idempotent: 'unit',
      body: FundsClaim,
      status: 201,
      response: VerificationView,
      problems: refused,
    }).handledBy(async ({ actor, body }) => present(await verification.verifyFunds(actor, body))),
  );

  return [
    ...reading,
    ...identities,
    ...funds,
    endpoint({
      operationId: 'verifyCompany',
      method: 'post',
      path: '/verification/company',
      summary: 'Have your company and your authority to sign for it verified.',
      access: 'user',
      scope: 'verification:write',
      limit: VERIFICATION_LIMIT,
      body: CompanyClaim,
      status: 201,
      response: VerificationView,
      problems: refused,
    }).handledBy(async ({ actor, body }) => present(await verification.verifyCompany(actor, body))),

    endpoint({
      operationId: 'continueVerification',
      method: 'post',
      path: '/verification/{id}/continue',
      summary: 'Get the page on which the check of your identity goes on.',
      access: 'user',
      scope: 'verification:write',
      limit: VERIFICATION_LIMIT,
      params: byId,
      response: IdentityCheckPage,
      problems: [verificationClosed, checkNotOffered, gatewayRefused, gatewayUnavailable],
    }).handledBy(async ({ actor, params }) => ({
      url: await verification.continueCheck(actor, params.id),
    })),

    endpoint({
      operationId: 'withdrawVerification',
      method: 'post',
      path: '/verification/{id}/withdraw',
      summary: 'Take back what waits to be verified.',
      access: 'user',
      scope: 'verification:write',
      params: byId,
      response: VerificationView,
      problems: [verificationClosed],
    }).handledBy(async ({ actor, params }) =>
      present(await verification.withdrawVerification(actor, params.id)),
    ),
  ];
}

export function adminVerificationRoutes(
  verification: UseCases,
  { identity }: Pick<VerificationContext, 'identity'>,
): Endpoint[] {
  const present = async (row: Verification) =>
    presentForAdmin(
      await identity.findUsers([row.userId]),
      await verification.titlesOf([row]),
      await verification.tellCarriers([row.userId], 'COUNTERPART'),
    )(row);

  const recording = (['buyer', 'seller'] as const).map((role) =>
    endpoint({
      operationId: role === 'buyer' ? 'verifyBuyer' : 'verifySeller',
      method: 'post',
      path: `/admin/users/{id}/verify-${role}`,
      summary: `Record that you have verified the identity of a ${role} by other means.`,
      access: 'admin',
      params: byId,
      body: ReasonGiven,
      response: VerificationForAdmin,
      problems: [verificationWaits],
    }).handledBy(async ({ actor, params, body }) =>
      present(await verification.recordIdentity(actor, params.id, role, body.reason)),
    ),
  );

  return [
    endpoint({
      operationId: 'listVerifications',
      method: 'get',
      path: '/admin/verifications',
      summary: 'List what people want verified, the longest wait first.',
      access: 'admin',
      query: VerificationQuery,
      paged: true,
      response: z.array(VerificationForAdmin),
    }).handledBy(async ({ query }) => {
      const { page, people, titles, carriers } = await verification.listVerifications(query);
      return mapPage(page, presentForAdmin(people, titles, carriers));
    }),

    endpoint({
      operationId: 'decideVerification',
      method: 'post',
      path: '/admin/verifications/{id}/decide',
      summary: 'Verify or decline what a person sent.',
      access: 'admin',
      params: byId,
      body: Decision,
      response: VerificationForAdmin,
      problems: [verificationClosed, verificationChangedSince, paperNotCurrent],
    }).handledBy(async ({ actor, params, body }) =>
      present(await verification.decideVerification(actor, params.id, body)),
    ),

    endpoint({
      operationId: 'revokeVerification',
      method: 'post',
      path: '/admin/verifications/{id}/revoke',
      summary: 'Take back what was verified.',
      access: 'admin',
      params: byId,
      body: ReasonGiven,
      response: VerificationForAdmin,
      problems: [verificationClosed],
    }).handledBy(async ({ actor, params, body }) =>
      present(await verification.revokeVerification(actor, params.id, body.reason)),
    ),
    ...recording,
  ];
}

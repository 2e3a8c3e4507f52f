/** The endpoints of help on behalf: for the person it is for, and for administrators. */
import { z } from 'zod';
import { endpoint, type Endpoint } from '../../platform/http/endpoint';
import { switchedOff } from '../../platform/http/features';
import { notFound } from '../../platform/http/problem';
import { byId, Done, done } from '../../platform/http/wire';
import { mapPage, PageQuery } from '../../platform/kernel/page';
import { LINK_LIMIT } from '../identity';
import { draftProblems } from '../listings';
import { offerChanged, offerExpired, offerNotOpen, offerProblems, notYourTurn } from '../offers';
import { refusalsOf } from '../transactions';
import type { Prepared } from './assistance.model';
import {
  answerNotStanding,
  answerStands,
  answerTooLate,
  feeChanged,
  invitationNotSent,
  notHeardLately,
  preparedNotWaiting,
} from './assistance.problems';
import {
  AdminPreparedView,
  AdminTelephoneAnswerView,
  Confirmation,
  Declining,
  InvitationLink,
  LinkDeclining,
  NewPrepared,
  NewTelephoneAnswer,
  PreparedQuery,
  PreparedView,
  TelephoneAnswerQuery,
  TelephoneAnswerView,
  Withdrawal,
} from './assistance.schema';
import { presentAdminAnswer, presentAdminPrepared, presentAnswer, presentPrepared } from './assistance.view';
import type { createAnswerPrepared } from './use-cases/answer-prepared';
import type { createPrepare } from './use-cases/prepare';
import type { createTelephoneAnswers } from './use-cases/telephone-answers';

type Answering = ReturnType<typeof createAnswerPrepared>;
type Telephone = ReturnType<typeof createTelephoneAnswers>;

export function assistanceRoutes(prepared: Answering, telephone: Telephone): Endpoint[] {
  const present = (row: Prepared) =>
    presentPrepared(row, row.status === 'WAITING' ? prepared.feeNow(row) : row.feeCents);
  return [
    endpoint({
      operationId: 'listPrepared',
      method: 'get',
      path: '/prepared',
      summary: 'List what administrators prepared for you, newest first.',
      access: 'user',
      query: PageQuery,
      paged: true,
      response: z.array(PreparedView),
    }).handledBy(async ({ actor, query }) => mapPage(await prepared.listOwn(actor, query), present)),

    endpoint({
      operationId: 'readInvitation',
      method: 'post',
      path: '/prepared/by-link',
      summary: 'Read what an invitation is about, by the link in its letter.',
      description: 'The link reads and declines. To confirm, sign in with the address that was invited.',
      access: 'public',
      whileClosed: true,
      limit: LINK_LIMIT,
      spared: (body) => prepared.isInvitation((body as z.output<typeof InvitationLink>).token),
      body: InvitationLink,
      response: PreparedView,
      problems: [notFound],
    }).handledBy(async ({ body }) => present(await prepared.findByLink(body.token))),

    endpoint({
      operationId: 'declineInvitation',
      method: 'post',
      path: '/prepared/by-link/decline',
      summary: 'Decline an invitation by the link in its letter.',
      access: 'public',
      limit: LINK_LIMIT,
      spared: (body) => prepared.isInvitation((body as z.output<typeof InvitationLink>).token),
      body: LinkDeclining,
      response: Done,
      problems: [notFound],
    }).handledBy(async ({ body }) => {
      await prepared.declineByLink(body.token, body.reason ?? null);
      return done;
    }),

    endpoint({
      operationId: 'getPrepared',
      method: 'get',
      path: '/prepared/{id}',
      summary: 'Get something that was prepared for you, with the fee as it is now.',
      access: 'user',
      params: byId,
      response: PreparedView,
    }).handledBy(async ({ actor, params }) => present(await prepared.find(actor, params.id))),

    endpoint({
      operationId: 'confirmPrepared',
      method: 'post',
      path: '/prepared/{id}/confirm',
      verifiedEmail: true,
      summary: 'Confirm what was prepared for you: the draft is yours, or the offer is made.',
      description: 'Nothing binds you before, and nobody else can do it. Sums are as you have read them.',
      access: 'user',
      idempotent: 'resumable',
      params: byId,
      body: Confirmation,
      response: PreparedView,
      problems: [preparedNotWaiting, feeChanged, switchedOff, ...draftProblems, ...offerProblems],
    }).handledBy(async ({ actor, params, body }) =>
      present(await prepared.confirm(actor, params.id, body.feeCents)),
    ),

    endpoint({
      operationId: 'declinePrepared',
      method: 'post',
      path: '/prepared/{id}/decline',
      summary: 'Decline what was prepared for you.',
      access: 'user',
      idempotent: 'unit',
      params: byId,
      body: Declining,
      response: PreparedView,
      problems: [preparedNotWaiting],
    }).handledBy(async ({ actor, params, body }) =>
      present(await prepared.decline(actor, params.id, body.reason ?? null)),
    ),

    endpoint({
      operationId: 'listTelephoneAnswers',
      method: 'get',
      path: '/telephone-answers',
      summary: 'List what you answered by telephone, as it was written down, newest first.',
      access: 'user',
      query: PageQuery,
      paged: true,
      response: z.array(TelephoneAnswerView),
    }).handledBy(async ({ actor, query }) => mapPage(await telephone.listOwn(actor, query), presentAnswer)),

    endpoint({
      operationId: 'undoTelephoneAnswer',
      method: 'post',
      path: '/telephone-answers/{id}/undo',
      summary: 'Undo what was written down as your answer, before it takes effect.',
      description: 'The administrator who wrote it down may do so as well.',
      access: 'user',
      idempotent: 'unit',
      params: byId,
      response: TelephoneAnswerView,
      problems: [answerNotStanding],
    }).handledBy(async ({ actor, params }) => presentAnswer(await telephone.undo(actor, params.id))),
  ];
}

export const adminAssistanceRoutes = (
  prepared: ReturnType<typeof createPrepare>,
  telephone: Telephone,
): Endpoint[] => [
  endpoint({
    operationId: 'prepareForUser',
    method: 'post',
    path: '/admin/prepared',
    summary: 'Prepare a draft listing or an offer for somebody, who confirms it alone.',
    description:
      'A user is told; an address without an account gets an invitation by mail. It stands for 7 days, and nobody changes it.',
    access: 'admin',
    idempotent: 'resumable',
    body: NewPrepared,
    status: 201,
    response: AdminPreparedView,
    problems: [notFound, invitationNotSent, ...draftProblems],
  }).handledBy(async ({ actor, body }) => presentAdminPrepared(await prepared.prepare(actor, body))),

  endpoint({
    operationId: 'listAllPrepared',
    method: 'get',
    path: '/admin/prepared',
    summary: 'List what administrators prepared for people, newest first.',
    access: 'admin',
    query: PreparedQuery,
    paged: true,
    response: z.array(AdminPreparedView),
  }).handledBy(async ({ query }) => mapPage(await prepared.listAll(query), presentAdminPrepared)),

  endpoint({
    operationId: 'withdrawPrepared',
    method: 'post',
    path: '/admin/prepared/{id}/withdraw',
    summary: 'Withdraw what was prepared for somebody, while it waits.',
    access: 'admin',
    idempotent: 'unit',
    params: byId,
    body: Withdrawal,
    response: AdminPreparedView,
    problems: [preparedNotWaiting],
  }).handledBy(async ({ actor, params, body }) =>
    presentAdminPrepared(await prepared.withdraw(actor, params.id, body.reason)),
  ),

  endpoint({
    operationId: 'recordTelephoneAnswer',
    method: 'post',
    path: '/admin/telephone-answers',
    summary: 'Write down what a side of a deal or an offer answered by telephone.',
    description:
      'They are told by mail and can undo it for 6 hours; then it is made in their name. Nobody agrees to a sum by telephone.',
    access: 'admin',
    idempotent: 'unit',
    body: NewTelephoneAnswer,
    status: 201,
    response: AdminTelephoneAnswerView,
    problems: [
      ...[notFound, notHeardLately, answerTooLate, answerStands],
      ...[offerNotOpen, offerExpired, notYourTurn, offerChanged],
      ...refusalsOf('AGREE_EXTENSION', 'UPDATE_CHECKLIST'),
    ],
  }).handledBy(async ({ actor, body }) => presentAdminAnswer(await telephone.record(actor, body))),

  endpoint({
    operationId: 'listAllTelephoneAnswers',
    method: 'get',
    path: '/admin/telephone-answers',
    summary: 'List what people answered by telephone, newest first.',
    access: 'admin',
    query: TelephoneAnswerQuery,
    paged: true,
    response: z.array(AdminTelephoneAnswerView),
  }).handledBy(async ({ query }) => mapPage(await telephone.listAll(query), presentAdminAnswer)),
];

/** The endpoints of messages between people, and of each person's thread with support. */
import { z } from 'zod';
import { Answer, endpoint, type Endpoint } from '../../platform/http/endpoint';
import { switchedOff } from '../../platform/http/features';
import type { RateLimit } from '../../platform/http/limits';
import { notFound } from '../../platform/http/problem';
import { byId, Done, done } from '../../platform/http/wire';
import { MINUTE_MS } from '../../platform/kernel/clock';
import { mapPage, PageQuery } from '../../platform/kernel/page';
import type { Identity } from '../identity';
import { documentNotUsable } from '../documents';
import { otherSideUnavailable } from '../offers';
import { alreadyReported, conversationBlockedProblem } from './messages.problems';
import {
  ConversationQuery,
  ConversationView,
  MessageView,
  NewMessage,
  NewReport,
  NewText,
  PartnerParams,
  PersonParams,
  ReadQuery,
  ReadView,
  ReportMade,
  UnreadCount,
} from './messages.schema';
import { presentConversation, presentMessage, presentReport, sayMessage } from './messages.view';
import type { createBlockConversation } from './use-cases/block-conversation';
import type { createDeleteMessage } from './use-cases/delete-message';
import type { createMarkRead } from './use-cases/mark-read';
import type { ReadConversations } from './use-cases/read-conversations';
import type { Reports } from './use-cases/reports';
import type { SendMessage, SentMessage } from './use-cases/send-message';

declare module '../../platform/http/endpoint' {
  interface Scopes {
    messages: true;
  }
}

export const MESSAGE_LIMIT: RateLimit = {
  name: 'messageSending',
  setting: 'LIMIT_MESSAGE_SENDING',
  requests: 60,
  windowMs: MINUTE_MS,
};

export type UseCases = ReadConversations &
  SendMessage &
  Reports &
  ReturnType<typeof createMarkRead> &
  ReturnType<typeof createBlockConversation> & { deleteMessage: ReturnType<typeof createDeleteMessage> };

const refusedWriting = [notFound, conversationBlockedProblem, otherSideUnavailable, documentNotUsable];

function answerSent({ message, contactOpen }: SentMessage) {
  const view = presentMessage(message, message.fromId, contactOpen);
  return new Answer(view, { message: sayMessage(view) });
}

export const messageRoutes = (messages: UseCases, identity: Identity): Endpoint[] => [
  endpoint({
    operationId: 'sendMessage',
    method: 'post',
    path: '/messages',
    summary:
      'Write to the other side of a listing that is unlocked, of an offer or of a deal, or to support.',
    description:
      'Contact details are hidden from the receiver until the listing is unlocked; `message` says so. A message that ' +
      'asks for payment outside of the platform is marked for both sides.',
    access: 'user',
    scope: 'messages:write',
    limit: MESSAGE_LIMIT,
    idempotent: 'unit',
    body: NewMessage,
    status: 201,
    response: MessageView,
    says: true,
    problems: [...refusedWriting, switchedOff],
  }).handledBy(async ({ actor, body }) => answerSent(await messages.sendMessage(actor, body))),

  endpoint({
    operationId: 'listConversations',
    method: 'get',
    path: '/messages/conversations',
    summary: 'List your conversations, the latest first.',
    access: 'user',
    closedToImpersonators: true,
    scope: 'messages:read',
    query: ConversationQuery,
    paged: true,
    response: z.array(ConversationView),
  }).handledBy(async ({ actor, query }) =>
    mapPage(await messages.listConversations(actor, query), presentConversation(identity)),
  ),

  endpoint({
    operationId: 'listMessages',
    method: 'get',
    path: '/messages/conversations/{partnerId}',
    summary: 'List the messages between you and a partner, newest first.',
    description: 'Empty where you can write to them and neither did yet. It marks nothing as read.',
    access: 'user',
    closedToImpersonators: true,
    scope: 'messages:read',
    params: PartnerParams,
    query: PageQuery,
    paged: true,
    response: z.array(MessageView),
  }).handledBy(async ({ actor, params, query }) => {
    const { page, contactOpen } = await messages.listMessages(actor, params.partnerId, query);
    return mapPage(page, (message) => presentMessage(message, actor.userId, contactOpen));
  }),

  endpoint({
    operationId: 'markConversationRead',
    method: 'put',
    path: '/messages/conversations/{partnerId}/read',
    summary: 'Mark what a partner wrote to you as read.',
    access: 'user',
    scope: 'messages:write',
    params: PartnerParams,
    query: ReadQuery,
    response: ReadView,
  }).handledBy(({ actor, params, query }) =>
    messages.markConversationRead(actor, params.partnerId, query.upToMessageId),
  ),

  endpoint({
    operationId: 'blockConversation',
    method: 'post',
    path: '/messages/conversations/{partnerId}/block',
    summary: 'Close a conversation to messages, both ways.',
    description: 'In a deal of yours as well: its moves, dates and disputes stay open to both.',
    access: 'user',
    scope: 'messages:write',
    params: PersonParams,
    response: Done,
  }).handledBy(async ({ actor, params }) => {
    await messages.block(actor, params.partnerId);
    return done;
  }),

  endpoint({
    operationId: 'unblockConversation',
    method: 'post',
    path: '/messages/conversations/{partnerId}/unblock',
    summary: 'Open a conversation again that you blocked.',
    access: 'user',
    scope: 'messages:write',
    params: PersonParams,
    response: Done,
  }).handledBy(async ({ actor, params }) => {
    await messages.unblock(actor, params.partnerId);
    return done;
  }),

  endpoint({
    operationId: 'reportConversation',
    method: 'post',
    path: '/messages/conversations/{partnerId}/report',
    summary: 'Report a conversation to the administrators, who can read it until they have decided.',
    access: 'user',
    scope: 'messages:write',
    idempotent: 'unit',
    params: PersonParams,
    body: NewReport,
    status: 201,
    response: ReportMade,
    problems: [alreadyReported],
  }).handledBy(async ({ actor, params, body }) =>
    presentReport(await messages.report(actor, params.partnerId, body.reason)),
  ),

  endpoint({
    operationId: 'countUnreadMessages',
    method: 'get',
    path: '/messages/unread-count',
    summary: 'Count the messages that you have not read.',
    access: 'user',
    scope: 'messages:read',
    response: UnreadCount,
  }).handledBy(async ({ actor }) => ({ unread: await messages.countAllUnread(actor) })),

  endpoint({
    operationId: 'markMessageRead',
    method: 'put',
    path: '/messages/{id}/read',
    summary: 'Mark one message to you as read.',
    access: 'user',
    scope: 'messages:write',
    params: byId,
    response: Done,
  }).handledBy(async ({ actor, params }) => {
    await messages.markMessageRead(actor, params.id);
    return done;
  }),

  endpoint({
    operationId: 'deleteMessage',
    method: 'delete',
    path: '/messages/{id}',
    summary: 'Delete a message that you wrote: the other side keeps a mark in its place.',
    access: 'user',
    scope: 'messages:write',
    params: byId,
    response: Done,
  }).handledBy(async ({ actor, params }) => {
    await messages.deleteMessage(actor, params.id);
    return done;
  }),
];

export const dealMessageRoutes = (messages: UseCases): Endpoint[] => [
  endpoint({
    operationId: 'listDealMessages',
    method: 'get',
    path: '/transactions/{id}/messages',
    summary: 'List the messages in the room of a deal, newest first.',
    access: 'user',
    closedToImpersonators: true,
    scope: 'messages:read',
    params: byId,
    query: PageQuery,
    paged: true,
    response: z.array(MessageView),
  }).handledBy(async ({ actor, params, query }) => {
    const { transactionId } = await messages.findDeal(actor, params.id);
    return mapPage(await messages.listOfDeal(transactionId, query), (message) =>
      presentMessage(message, actor.userId, true),
    );
  }),

  endpoint({
    operationId: 'sendDealMessage',
    method: 'post',
    path: '/transactions/{id}/messages',
    summary: 'Write to the other side in the room of a deal.',
    access: 'user',
    scope: 'messages:write',
    limit: MESSAGE_LIMIT,
    idempotent: 'unit',
    params: byId,
    body: NewText,
    status: 201,
    response: MessageView,
    says: true,
    problems: refusedWriting,
  }).handledBy(async ({ actor, params, body }) =>
    answerSent(await messages.sendInDeal(actor, await messages.findDeal(actor, params.id), body)),
  ),
];

/** The endpoints of brokers: for the client, for the broker, and for administrators. */
import { z } from 'zod';
import { endpoint, type Endpoint } from '../../platform/http/endpoint';
import { notFound } from '../../platform/http/problem';
import { byId } from '../../platform/http/wire';
import { mapPage, mapWholePage, PageQuery } from '../../platform/kernel/page';
import { nameDiffers } from '../identity';
import {
  mandateDays,
  mandateExists,
  mandateNotActive,
  mandateNotGiven,
  mandateTermsOutdated,
  notYourBroker,
} from './brokers.problems';
import {
  ActingView,
  AdminMandateView,
  DealBrokerView,
  EndMandate,
  EndMandateOfOthers,
  MandateSignature,
  MandateQuery,
  MandateView,
  NewMandate,
  ShareView,
  TermsView,
} from './brokers.schema';
import type { createBrokersPresenter } from './brokers.view';
import { currentTerms } from './mandate-terms';
import type { createActForClient } from './use-cases/act-for-client';
import type { createGiveMandate } from './use-cases/give-mandate';
import type { createReadDealBrokers } from './use-cases/read-deal-brokers';
import type { createShareFees } from './use-cases/share-fees';

type Presenter = ReturnType<typeof createBrokersPresenter>;

export const brokersRoutes = (
  giving: ReturnType<typeof createGiveMandate>,
  acting: ReturnType<typeof createActForClient>,
  shares: Pick<ReturnType<typeof createShareFees>, 'listShares'>,
  present: Presenter,
  shareBasisPoints: () => number,
  readDealBrokers: ReturnType<typeof createReadDealBrokers>,
): Endpoint[] => [
  endpoint({
    operationId: 'readMandateTerms',
    method: 'get',
    path: '/brokers/terms',
    summary: 'Read what client and broker sign.',
    access: 'user',
    response: TermsView,
  }).handledBy(() => Promise.resolve({ ...currentTerms(), shareBasisPoints: shareBasisPoints() })),

  endpoint({
    operationId: 'listBrokers',
    method: 'get',
    path: '/brokers',
    summary: 'List whom you let act for you, newest first.',
    access: 'user',
    query: PageQuery,
    paged: true,
    response: z.array(MandateView),
  }).handledBy(async ({ actor, query }) => mapPage(await giving.listGiven(actor, query), present.mandate)),

  endpoint({
    operationId: 'giveMandate',
    method: 'post',
    path: '/brokers',
    summary: 'Let a broker act for you as buyer or seller, by your signature.',
    description: 'It holds once the broker has signed too. They move no money and no deal of yours.',
    access: 'user',
    feature: 'FEATURE_BROKERS',
    provenEmail: true,
    stepUp: true,
    idempotent: 'unit',
    body: NewMandate,
    status: 201,
    response: MandateView,
    problems: [mandateDays, mandateExists, mandateTermsOutdated, nameDiffers, notYourBroker],
  }).handledBy(async ({ actor, body, request }) =>
    present.mandate(await giving.give(actor, body, request.address)),
  ),

  endpoint({
    operationId: 'endMandate',
    method: 'post',
    path: '/brokers/{id}/end',
    summary: 'End a mandate, as its client or its broker. It takes effect at once.',
    access: 'user',
    idempotent: 'unit',
    params: byId,
    body: EndMandate,
    response: MandateView,
    problems: [mandateNotActive],
  }).handledBy(async ({ actor, params, body }) =>
    present.mandate(await giving.end(actor, params.id, body.reason ?? null)),
  ),

  endpoint({
    operationId: 'listClients',
    method: 'get',
    path: '/brokers/clients',
    summary: 'List for whom you act or are asked to act, newest first.',
    access: 'user',
    query: PageQuery,
    paged: true,
    response: z.array(MandateView),
  }).handledBy(async ({ actor, query }) => mapPage(await acting.listHeld(actor, query), present.mandate)),

  endpoint({
    operationId: 'acceptMandate',
    method: 'post',
    path: '/brokers/clients/{id}/accept',
    summary: 'Accept a mandate, by your signature.',
    access: 'user',
    feature: 'FEATURE_BROKERS',
    provenEmail: true,
    idempotent: 'unit',
    params: byId,
    body: MandateSignature,
    response: MandateView,
    problems: [mandateNotGiven, mandateTermsOutdated, nameDiffers, notYourBroker],
  }).handledBy(async ({ actor, params, body }) =>
    present.mandate(await acting.accept(actor, params.id, body)),
  ),

  endpoint({
    operationId: 'declineMandate',
    method: 'post',
    path: '/brokers/clients/{id}/decline',
    summary: 'Decline a mandate.',
    access: 'user',
    idempotent: 'unit',
    params: byId,
    response: MandateView,
    problems: [mandateNotGiven],
  }).handledBy(async ({ actor, params }) => present.mandate(await acting.decline(actor, params.id))),

  endpoint({
    operationId: 'actForClient',
    method: 'post',
    path: '/brokers/clients/{id}/act',
    summary: 'Begin to act for a client: half an hour, in one role of theirs.',
    description:
      'What the answer opens is what the terms say. Everything stands in the action log under both names; POST /auth/impersonation/end stops it.',
    access: 'user',
    provenEmail: true,
    params: byId,
    status: 201,
    response: ActingView,
    problems: [mandateNotActive, notYourBroker],
  }).handledBy(async ({ actor, params }) => present.acting(await acting.act(actor, params.id))),

  endpoint({
    operationId: 'listBrokerShares',
    method: 'get',
    path: '/brokers/shares',
    summary: 'List what brokers have of our fee in your deals, newest first.',
    access: 'user',
    query: PageQuery,
    paged: true,
    response: z.array(ShareView),
  }).handledBy(async ({ actor, query }) =>
    mapWholePage(await shares.listShares(actor, query), present.share),
  ),

  endpoint({
    operationId: 'listDealBrokers',
    method: 'get',
    path: '/transactions/{id}/brokers',
    summary: 'List who acts for the sides of a deal, and their share of our fee on your side.',
    access: 'user',
    scope: 'transactions:read',
    params: byId,
    response: z.array(DealBrokerView),
  }).handledBy(async ({ actor, params }) =>
    (await readDealBrokers(actor, params.id)).map(present.dealBroker),
  ),
];

export const adminBrokersRoutes = (
  giving: ReturnType<typeof createGiveMandate>,
  present: Presenter,
): Endpoint[] => [
  endpoint({
    operationId: 'listMandates',
    method: 'get',
    path: '/admin/brokers',
    summary: 'List who acts for whom, newest first.',
    access: 'admin',
    query: MandateQuery,
    paged: true,
    response: z.array(AdminMandateView),
  }).handledBy(async ({ query }) => mapPage(await giving.listAll(query), present.adminMandate)),

  endpoint({
    operationId: 'endMandateOfOthers',
    method: 'post',
    path: '/admin/brokers/{id}/end',
    summary: 'End a mandate of others. It takes effect at once.',
    access: 'admin',
    idempotent: 'unit',
    params: byId,
    body: EndMandateOfOthers,
    response: AdminMandateView,
    problems: [notFound, mandateNotActive],
  }).handledBy(async ({ actor, params, body }) =>
    present.adminMandate(await giving.endByAdmin(actor, params.id, body.reason)),
  ),
];

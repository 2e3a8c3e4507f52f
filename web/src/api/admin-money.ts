/** What administrators read of money, one entry a list. */
import { type Asked, pagesOf } from './admin';
import { answerOf, api } from './client';

export const paymentsQuery = (asked: Asked<'listAllPayments'>) =>
  pagesOf(['payments', asked], (part, signal) =>
    answerOf(api.GET('/admin/payments', { params: { query: { ...asked, ...part } }, signal })),
  );

export const wiresQuery = (asked: Asked<'listReceivedWires'>) =>
  pagesOf(['wires', asked], (part, signal) =>
    answerOf(api.GET('/admin/wires', { params: { query: { ...asked, ...part } }, signal })),
  );

export const unassignedQuery = (asked: Asked<'listUnassignedMoney'>) =>
  pagesOf(['unassigned', asked], (part, signal) =>
    answerOf(api.GET('/admin/unassigned-money', { params: { query: { ...asked, ...part } }, signal })),
  );

export const payoutsQuery = (asked: Asked<'listAllPayouts'>) =>
  pagesOf(['payouts', asked], (part, signal) =>
    answerOf(api.GET('/admin/payouts', { params: { query: { ...asked, ...part } }, signal })),
  );

export const refundsQuery = (asked: Asked<'listRefunds'>) =>
  pagesOf(['refunds', asked], (part, signal) =>
    answerOf(api.GET('/admin/refunds', { params: { query: { ...asked, ...part } }, signal })),
  );

export const outsideRefundsQuery = (asked: Asked<'listOutsideRefunds'>) =>
  pagesOf(['outside-refunds', asked], (part, signal) =>
    answerOf(api.GET('/admin/outside-refunds', { params: { query: { ...asked, ...part } }, signal })),
  );

export const cardDisputesQuery = (asked: Asked<'listCardDisputes'>) =>
  pagesOf(['card-disputes', asked], (part, signal) =>
    answerOf(api.GET('/admin/payments/disputes', { params: { query: { ...asked, ...part } }, signal })),
  );

export const gatewayEventsQuery = (asked: Asked<'listGatewayEvents'>) =>
  pagesOf(['events', asked], (part, signal) =>
    answerOf(api.GET('/admin/webhooks', { params: { query: { ...asked, ...part } }, signal })),
  );

export const transfersQuery = (asked: Asked<'listTransfers'>) =>
  pagesOf(['transfers', asked], (part, signal) =>
    answerOf(api.GET('/admin/ledger', { params: { query: { ...asked, ...part } }, signal })),
  );

/** Of what is open: nothing arrived yet, or a part. The parts come first. */
export const expectedWiresQuery = pagesOf(['payments', 'expected'], async (part, signal) => {
  const read = (status: 'STARTED' | 'PROCESSING') =>
    answerOf(api.GET('/admin/payments', { params: { query: { method: 'WIRE', status, ...part } }, signal }));
  const started = await read('STARTED');
  if (part.cursor) return started;
  const partly = await read('PROCESSING');
  return { ...started, data: [...partly.data, ...started.data] };
});

/** The endpoints of money that names no payment. */
import { z } from 'zod';
import { Answer, endpoint, type Endpoint } from '../../platform/http/endpoint';
import { notFound } from '../../platform/http/problem';
import { byId, Reason } from '../../platform/http/wire';
import { iso } from '../../platform/kernel/clock';
import { refuseUnreadable } from '../../platform/kernel/unreadable';
import { secondAdminNeeded } from '../approvals';
import { type Identity, personOf } from '../identity';
import {
  amountMismatch,
  bankReferenceUsed,
  moneyNotParked,
  notAWire,
  paymentEnded,
} from './payments.problems';
import {
  AssignMoney,
  NewUnassigned,
  SendMoneyBack,
  UnassignedQuery,
  UnassignedView,
} from './unassigned-money.schema';
import type { UnassignedRow } from './unassigned-money.model';
import type { UnassignedMoney } from './use-cases/unassigned-money';

export function unassignedMoneyRoutes(money: UnassignedMoney, identity: Identity): Endpoint[] {
  async function present(rows: readonly UnassignedRow[]): Promise<z.input<typeof UnassignedView>[]> {
    rows.forEach(refuseUnreadable);
    const people = await identity.findUsers([...new Set(rows.map(({ bookedBy }) => bookedBy))]);
    return Promise.all(
      rows.map(async (row) => ({
        ...{ id: row.id, method: row.method, amountCents: Number(row.amountCents) },
        ...{ reference: row.reference, sender: row.sender, note: row.note, state: row.state },
        ...{ bookedBy: personOf(row.bookedBy, people), bookedAt: iso(Number(row.bookedAt)) },
        ...{ paymentId: row.paymentId, backReference: row.backReference, closeReason: row.closeReason },
        closedAt: row.closedAt === null ? null : iso(Number(row.closedAt)),
        candidates: (await money.findCandidates(row)).map(({ payment, because }) => ({
          ...{ paymentId: payment.id, description: payment.description, because },
          ...{ wireReference: payment.wireReference, amountCents: Number(payment.amountCents) },
        })),
      })),
    );
  }
  const one = async (row: UnassignedRow) => (await present([row]))[0] as z.input<typeof UnassignedView>;

  return [
    endpoint({
      operationId: 'listUnassignedMoney',
      method: 'get',
      path: '/admin/unassigned-money',
      summary: 'List wires and cashier’s checks that came and name no payment, newest first.',
      access: 'admin',
      query: UnassignedQuery,
      paged: true,
      response: z.array(UnassignedView),
    }).handledBy(async ({ query }) => {
      const { items, pagination } = await money.list(query);
      return { items: await present(items), pagination };
    }),

    endpoint({
      operationId: 'bookUnassignedMoney',
      method: 'post',
      path: '/admin/unassigned-money',
      movesMoney: true,
      stepUp: true,
      summary: 'Book money that came and names no payment.',
      description:
        'It is parked until it is assigned or sent back. The same told again is the same. Above a configured sum nothing is booked, and the answer is a 202, until a second administrator books the same.',
      access: 'admin',
      idempotent: 'unit',
      body: NewUnassigned,
      status: 201,
      otherStatuses: [202],
      response: UnassignedView,
      problems: [bankReferenceUsed, secondAdminNeeded],
    }).handledBy(async ({ actor, body }) => {
      const { row, isBooked } = await money.book(actor, body);
      const view = await one(row);
      return isBooked ? view : new Answer({ ...view, state: 'ASKED' as const }, { status: 202 });
    }),

    endpoint({
      operationId: 'assignUnassignedMoney',
      method: 'post',
      path: '/admin/unassigned-money/{id}/assign',
      movesMoney: true,
      stepUp: true,
      summary: 'Assign parked money to a payment, as its wire.',
      description:
        'As confirming a wire of that payment: above the limit the second administrator sends the same request.',
      access: 'admin',
      idempotent: 'unit',
      params: byId,
      body: AssignMoney,
      response: UnassignedView,
      problems: [
        ...[notFound, moneyNotParked, notAWire, paymentEnded, amountMismatch],
        ...[bankReferenceUsed, secondAdminNeeded],
      ],
    }).handledBy(async ({ actor, params, body }) => one(await money.assign(actor, params.id, body))),

    endpoint({
      operationId: 'sendUnassignedMoneyBack',
      method: 'post',
      path: '/admin/unassigned-money/{id}/send-back',
      movesMoney: true,
      stepUp: true,
      summary: 'Record that parked money went back to whoever sent it.',
      description: 'Above the limit the second administrator sends the same request.',
      access: 'admin',
      idempotent: 'unit',
      params: byId,
      body: SendMoneyBack,
      response: UnassignedView,
      problems: [moneyNotParked, bankReferenceUsed, secondAdminNeeded],
    }).handledBy(async ({ actor, params, body }) =>
      one(await money.sendBack(actor, params.id, body.reference, body.reason)),
    ),

    endpoint({
      operationId: 'correctUnassignedMoney',
      method: 'post',
      path: '/admin/unassigned-money/{id}/correct',
      movesMoney: true,
      stepUp: true,
      summary: 'Take back parked money that was booked in error: it never came.',
      description: 'Takes two administrators, whatever the sum: the second one sends the same request.',
      access: 'admin',
      idempotent: 'unit',
      params: byId,
      body: z.strictObject({ reason: Reason }),
      response: UnassignedView,
      problems: [moneyNotParked, secondAdminNeeded],
    }).handledBy(async ({ actor, params, body }) => one(await money.correct(actor, params.id, body.reason))),
  ];
}

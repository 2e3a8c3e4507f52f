/** What money that names no payment looks like on the wire. */
import { z } from 'zod';
import { recordQuery } from '../../platform/http/record-query';
import { Id, Instant, line, PositiveCents, prose, Reason } from '../../platform/http/wire';
import { Person } from '../identity';
import { BankReference } from './payments.schema';
import { UNASSIGNED_METHODS, UNASSIGNED_STATES } from './unassigned-money.model';

const Method = z
  .enum(UNASSIGNED_METHODS)
  .meta({ id: 'UnassignedMethod', description: 'How the money came.' });
const State = z.enum([...UNASSIGNED_STATES, 'ASKED']).meta({
  id: 'UnassignedState',
  description:
    'PARKED: nobody knows yet whose it is. CORRECTED: it never came, and was booked in error. ASKED: it is not booked before a second administrator has booked the same.',
});

export const UnassignedQuery = recordQuery().extend({
  state: z.enum(UNASSIGNED_STATES).optional().describe('Money in this state only.'),
});
export type UnassignedQuery = z.output<typeof UnassignedQuery>;

export const NewUnassigned = z
  .strictObject({
    method: Method,
    amountCents: PositiveCents.describe('Exactly what the bank has booked, in US cents.'),
    reference: BankReference.describe('What the bank calls it, or the number of the check.'),
    sender: line(200).describe('Who sent it, as the bank says.'),
    note: prose(2_000).optional().describe('What else is known, such as what the sender wrote.'),
  })
  .meta({ id: 'NewUnassignedMoney' });
export type NewUnassigned = z.output<typeof NewUnassigned>;

export const AssignMoney = z
  .strictObject({
    paymentId: Id.describe('The payment by wire that it is for.'),
    partial: z.boolean().optional().describe('It is a part; the rest is waited for.'),
    sendBack: z.boolean().optional().describe('What is too much goes back.'),
  })
  .meta({ id: 'MoneyAssignment' });
export type AssignMoney = z.output<typeof AssignMoney>;

export const SendMoneyBack = z
  .strictObject({
    reference: BankReference.describe('What the bank calls the wire by which it went back.'),
    reason: Reason,
  })
  .meta({ id: 'MoneyReturn' });

export const UnassignedView = z
  .strictObject({
    id: Id,
    method: Method,
    amountCents: PositiveCents,
    reference: z.string().describe('What the bank calls it.'),
    sender: z.string().describe('Who sent it, as the bank says.'),
    note: z.string().nullable().describe('What else is known.'),
    state: State,
    bookedBy: Person.describe('Who booked it.'),
    bookedAt: Instant.describe('When it was booked.'),
    paymentId: Id.nullable().describe('The payment that it was assigned to.'),
    backReference: z.string().nullable().describe('What the bank calls the wire by which it went back.'),
    closedAt: Instant.nullable().describe('When it was assigned, sent back or taken back.'),
    closeReason: z.string().nullable().describe('Why.'),
    candidates: z
      .array(
        z.strictObject({
          paymentId: Id.describe('The payment.'),
          description: z.string().describe('What it is for.'),
          wireReference: z.string().nullable().describe('What its payer was told to write on the wire.'),
          amountCents: PositiveCents,
          because: z.enum(['REFERENCE', 'AMOUNT']).meta({
            id: 'CandidateReason',
            description: 'Its reference is named, or it awaits just this sum.',
          }),
        }),
      )
      .describe('Payments that it may be for, those whose reference is named first.'),
  })
  .meta({ id: 'UnassignedMoney' });

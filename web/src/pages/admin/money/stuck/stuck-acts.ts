/** What is done about stuck money where it is listed; of all else the thing itself has a page with its acts. */
import { answerOf, api } from '../../../../api/client';
import type { components } from '../../../../api/schema';
import { adminWords } from '../../../../words/admin';
import type { Act } from '../../acts';
import { readSubject } from '../../subject.rules';
import { holdingOf, payingOf, releasingOf } from '../../payable-acts';

const { stuck: says, invoices } = adminWords.money;
const { acts } = adminWords;

type Schemas = components['schemas'];

type Stuck = Pick<Schemas['StuckMoney'], 'kind' | 'subject' | 'whatToDo'>;

export function actsOnStuck(stuck: Stuck, now: number): { id: string; acts: Act[] } | null {
  const { id } = readSubject(stuck.subject);
  switch (stuck.kind) {
    case 'PAYABLE_HELD':
      return { id, acts: [releasingOf(id), holdingOf(id, now)] };
    case 'PAYABLE_UNCLAIMED':
      return { id, acts: [...payingOf(id), holdingOf(id, now)] };
    case 'INVOICE_BEYOND_PLAN':
      return { id, acts: [acceptingOf(id)] };
  }
  const paymentId = untakenPaymentOf(stuck);
  return paymentId === null ? null : { id: paymentId, acts: [givingBack(paymentId)] };
}

/** The payment whose money nobody has taken; null of anything else. */
function untakenPaymentOf({ kind, subject, whatToDo }: Stuck): string | null {
  if (kind !== 'CLEARING_OVERDUE' || !whatToDo.includes('/give-back')) return null;
  return subject.split(':')[1] ?? null;
}

const givingBack = (id: string): Act => ({
  label: says.giveBack,
  note: says.giveBackNote,
  grave: true,
  fields: [{ kind: 'reason', name: 'reason', label: acts.reason, hint: acts.reasonTold }],
  send: (read, key) =>
    answerOf(
      api.POST('/admin/payments/{id}/give-back', {
        params: { path: { id }, header: { 'Idempotency-Key': key } },
        body: { reason: read.text('reason') },
      }),
    ),
});

const acceptingOf = (id: string): Act => ({
  label: invoices.accept,
  note: invoices.acceptNote,
  grave: true,
  fields: [
    { kind: 'money', name: 'amountCents', label: invoices.amount },
    { kind: 'reason', name: 'reason', label: acts.reason, hint: acts.reasonKept },
  ],
  send: (read, key) =>
    answerOf(
      api.POST('/admin/subscription-invoices/{id}/accept', {
        params: { path: { id }, header: { 'Idempotency-Key': key } },
        body: { amountCents: read.cents('amountCents'), reason: read.text('reason') },
      }),
    ),
});

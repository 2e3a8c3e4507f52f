/** What administrators do about money that is payable to somebody: whether it waits, and where it goes. */
import { answerOf, api } from '../../api/client';
import type { components } from '../../api/schema';
import { adminWords } from '../../words/admin';
import type { ActField } from './act.rules';
import type { Act } from './acts';

const { payables: says } = adminWords.money;
const { acts } = adminWords;

type Schemas = components['schemas'];

const reason = { kind: 'reason', name: 'reason', label: acts.reason, hint: acts.reasonKept } as const;
const amount: ActField = { kind: 'money', name: 'amountCents', label: says.amount, twice: says.again };

export const payingOf = (userId: string): Act[] => {
  const pay = (body: Schemas['PayForUser'], key: string) =>
    answerOf(
      api.POST('/admin/payables/{id}/pay', {
        params: { path: { id: userId }, header: { 'Idempotency-Key': key } },
        body,
      }),
    );
  return [
    {
      label: says.pay,
      note: says.payNote,
      fields: [amount, reason],
      send: (read, key) => pay({ amountCents: read.cents('amountCents'), reason: read.text('reason') }, key),
    },
    {
      label: says.payTo,
      note: says.payToNote,
      grave: true,
      fields: [
        amount,
        { kind: 'text', name: 'bankAccount.accountHolder', label: says.holder },
        { kind: 'text', name: 'bankAccount.bankName', label: says.bank },
        { kind: 'text', name: 'bankAccount.routingNumber', label: says.routing },
        { kind: 'text', name: 'bankAccount.accountNumber', label: says.number, twice: says.numberAgain },
        reason,
      ],
      send: (read, key) =>
        pay(
          {
            amountCents: read.cents('amountCents'),
            bankAccount: {
              accountHolder: read.text('bankAccount.accountHolder'),
              bankName: read.text('bankAccount.bankName'),
              routingNumber: read.text('bankAccount.routingNumber'),
              accountNumber: read.text('bankAccount.accountNumber'),
            },
            reason: read.text('reason'),
          },
          key,
        ),
    },
  ];
};

export const holdingOf = (userId: string, now: number): Act => ({
  label: says.hold,
  note: says.holdNote,
  fields: [{ kind: 'days', name: 'until', label: says.holdDays, initial: 30 }, reason],
  send: (read) =>
    answerOf(
      api.POST('/admin/payables/{id}/hold', {
        params: { path: { id: userId } },
        body: { until: read.daysFrom('until', now), reason: read.text('reason') },
      }),
    ),
});

export const releasingOf = (userId: string): Act => ({
  label: says.release,
  note: says.releaseNote,
  fields: [reason],
  send: (read) =>
    answerOf(
      api.POST('/admin/payables/{id}/release', {
        params: { path: { id: userId } },
        body: { reason: read.text('reason') },
      }),
    ),
});

/** What administrators do about money that rests where it only passes through, and that no other page shows. */
import { answerOf, api } from '../../../../api/client';
import type { components } from '../../../../api/schema';
import { adminWords } from '../../../../words/admin';
import type { Act } from '../../acts';

const { stuck: says } = adminWords.money;
const { acts } = adminWords;

/** The payment whose money nobody has taken; null of anything else. */
export function untakenPaymentOf({
  kind,
  subject,
  whatToDo,
}: Pick<components['schemas']['StuckMoney'], 'kind' | 'subject' | 'whatToDo'>): string | null {
  if (kind !== 'CLEARING_OVERDUE' || !whatToDo.includes('/give-back')) return null;
  return subject.split(':')[1] ?? null;
}

export const givingBack = (id: string): Act => ({
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

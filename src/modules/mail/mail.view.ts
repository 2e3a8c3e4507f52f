/** Letters and suppressions as operators read them: never what a letter says. */
import type { z } from 'zod';
import { readWord } from '../../platform/db/known-words';
import { iso } from '../../platform/kernel/clock';
import { DELIVERY_STATES } from '../../platform/mail/delivery.rules';
import type { LetterRow } from '../../platform/mail/letters';
import type { Suppression } from '../../platform/mail/suppressions';
import type { LetterView, SuppressionView } from './mail.schema';

const isoOrNull = (at: number | null): string | null => (at === null ? null : iso(at));

export const presentLetter = (row: LetterRow): z.output<typeof LetterView> => ({
  id: row.id,
  to: row.to,
  subject: row.subject,
  kind: row.kind,
  status: readWord(DELIVERY_STATES, row.status, `mail_outbox.status of ${row.id}`),
  because: row.because,
  attempts: row.attempts,
  provider: row.provider,
  createdAt: iso(row.createdAt),
  statusAt: isoOrNull(row.statusAt),
  nextTryAt: isoOrNull(row.nextTryAt),
});

export const presentSuppression = (row: Suppression): z.output<typeof SuppressionView> => ({
  id: row.id,
  address: row.address,
  reason: row.reason,
  letterId: row.mailId,
  createdAt: iso(row.createdAt),
});

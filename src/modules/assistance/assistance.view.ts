/** Help on behalf, row → wire. */
import type { z } from 'zod';
import { iso } from '../../platform/kernel/clock';
import { personOf } from '../identity';
import type { Prepared, TelephoneAnswerRow } from './assistance.model';
import type {
  AdminPreparedView,
  AdminTelephoneAnswerView,
  PreparedView,
  TelephoneAnswerView,
} from './assistance.schema';
import type { PreparedFile } from './use-cases/prepare';
import type { AnswerFile } from './use-cases/telephone-answers';

const isoOrNull = (instant: number | null | undefined): string | null =>
  typeof instant === 'number' ? iso(instant) : null;

/** `feeCents`: while it waits, the fee as it is now. */
export const presentPrepared = (row: Prepared, feeCents = row.feeCents): z.output<typeof PreparedView> => ({
  id: row.id,
  kind: row.kind,
  status: row.status,
  title: row.title,
  listing: row.content.listing,
  offer: row.content.offer,
  amountCents: row.amountCents,
  feeCents,
  reason: row.reason,
  preparedAt: iso(row.preparedAt),
  expiresAt: iso(row.expiresAt),
  answer: row.answer ?? null,
  endedAt: isoOrNull(row.endedAt),
  resultId: row.resultId ?? null,
});

export const presentAdminPrepared = ({ row, people }: PreparedFile): z.output<typeof AdminPreparedView> => ({
  ...presentPrepared(row),
  person: row.userId === null ? null : personOf(row.userId, people),
  email: row.email,
  preparedBy: personOf(row.preparedBy, people),
});

export const presentAnswer = (row: TelephoneAnswerRow): z.output<typeof TelephoneAnswerView> => ({
  id: row.id,
  kind: row.kind,
  status: row.status,
  transactionId: row.transactionId,
  offerId: row.offerId,
  title: row.title,
  says: row.says,
  consent: {
    ...{ calledBy: row.calledBy, heardAt: iso(row.heardAt) },
    ...{ knownBy: row.knownBy, said: row.said },
  },
  recordedAt: iso(row.recordedAt),
  takesEffectAt: iso(row.takesEffectAt),
  because: row.because ?? null,
  endedAt: isoOrNull(row.endedAt),
});

export const presentAdminAnswer = ({
  row,
  people,
}: AnswerFile): z.output<typeof AdminTelephoneAnswerView> => ({
  ...presentAnswer(row),
  person: personOf(row.userId, people),
  recordedBy: personOf(row.recordedBy, people),
});

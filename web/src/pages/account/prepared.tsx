/** What something prepared says, the same for whoever is signed in and for whoever has its link. */
import type { Prepared } from '../../api/assistance';
import { money } from '../../format/money';
import { Chip, type Tone } from '../../ui/chip';
import { type Fact, Facts } from '../../ui/facts';
import { Moment } from '../../ui/moment';
import { words } from '../../words';
import { assistanceWords } from '../../words/assistance';

const { prepared: says, preparedStatus, preparedKind } = assistanceWords;
const { common } = words;

export const PREPARED_TONES: Record<Prepared['status'], Tone> = {
  WAITING: 'turn',
  CONFIRMED: 'ok',
  DECLINED: 'neutral',
  EXPIRED: 'neutral',
  WITHDRAWN: 'neutral',
};

const sum = (cents: number | null) => (cents === null ? common.none : money(cents));

export function PreparedFacts({ prepared }: { prepared: Prepared }) {
  const { listing, offer } = prepared;
  const facts: Fact[] = [
    { name: says.what, value: preparedKind[prepared.kind] },
    { name: says.title, value: prepared.title },
    { name: says.price, value: sum(prepared.amountCents) },
    { name: says.fee, value: sum(prepared.feeCents) },
    ...(listing
      ? [
          { name: says.usdot, value: listing.usdot },
          { name: says.summary, value: listing.summary || common.none },
          { name: says.description, value: listing.description || common.none },
        ]
      : []),
    ...(offer?.message ? [{ name: says.message, value: offer.message }] : []),
    { name: says.reason, value: prepared.reason },
    { name: says.until, value: <Moment at={prepared.expiresAt} /> },
    {
      name: says.status,
      value: <Chip tone={PREPARED_TONES[prepared.status]}>{preparedStatus[prepared.status]}</Chip>,
    },
    ...(prepared.answer ? [{ name: says.answer, value: prepared.answer }] : []),
  ];
  return <Facts facts={facts} />;
}

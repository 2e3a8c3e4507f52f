/** What goes where when the company is accepted. */
import type { Deal } from '../../api/deals';
import { money } from '../../format/money';
import { dealActs as says } from '../../words/deals';
import { Sums } from './sums';

export const Released = ({ deal }: { deal: Deal }) => {
  const { heldCents, feeCents, holdbackCents } = deal;
  return (
    <Sums
      label={says.released}
      lines={[
        { name: says.inEscrow, value: money(heldCents) },
        { name: says.fee, value: `− ${money(feeCents)}` },
        ...(holdbackCents > 0 ? [{ name: says.heldBack, value: `− ${money(holdbackCents)}` }] : []),
      ]}
      total={{ name: says.toSeller, value: money(heldCents - feeCents - holdbackCents) }}
    />
  );
};

/** Several carriers fit what was typed: one is taken. */
import { Link } from '@tanstack/react-router';
import type { FoundCarrier } from '../../../api/carriers';
import { DataTable } from '../../../ui/data-table';
import { words } from '../../../words';
import { sellWords } from '../../../words/seller';

const { number: says } = sellWords;
const { common } = words;

const placeOf = ({ city, state }: FoundCarrier): string =>
  [city, state].filter(Boolean).join(', ') || common.notKnown;

export const Choose = ({ carriers }: { carriers: readonly FoundCarrier[] }) => (
  <DataTable
    caption={says.choose}
    columns={[
      {
        name: says.company,
        cell: (carrier) => (
          <Link to="/sell" search={{ company: String(carrier.usdot) }}>
            {carrier.legalName ?? carrier.dbaName ?? common.notKnown}
          </Link>
        ),
      },
      { name: says.place, cell: placeOf },
      { name: says.numberName, cell: ({ usdot }) => String(usdot), figure: true },
    ]}
    rows={carriers}
    keyOf={({ usdot }) => String(usdot)}
  />
);

/** Several carriers fit what was asked: one is taken. */
import { Link } from '@tanstack/react-router';
import type { FoundCarrier } from '../../../api/carriers';
import { DataTable } from '../../../ui/data-table';
import { Empty } from '../../../ui/empty';
import { words } from '../../../words';
import { carrierWords } from '../../../words/carrier';
import { placeOf } from './place';

const { check: says } = carrierWords;
const { common } = words;

export const Choices = ({ carriers }: { carriers: readonly FoundCarrier[] }) =>
  carriers.length === 0 ? (
    <Empty>{says.nobody}</Empty>
  ) : (
    <section className="stack-tight">
      <h2>{says.choose(carriers.length)}</h2>
      <DataTable
        caption={says.chooseCaption}
        columns={[
          {
            name: says.company,
            cell: (carrier) => (
              <Link to="/carrier-check" search={{ usdot: String(carrier.usdot) }}>
                {carrier.legalName ?? carrier.dbaName ?? common.notKnown}
              </Link>
            ),
          },
          { name: says.place, cell: (carrier) => placeOf(carrier) ?? common.notKnown },
          { name: carrierWords.usdot, figure: true, cell: ({ usdot }) => String(usdot) },
        ]}
        rows={carriers}
        keyOf={({ usdot }) => String(usdot)}
      />
    </section>
  );

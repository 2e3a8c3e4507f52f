/** Deals in a dense table; what is done about one is on its own page. */
import { Link } from '@tanstack/react-router';
import { adminDealsQuery } from '../../api/admin';
import { Chip } from '../../ui/chip';
import { Moment } from '../../ui/moment';
import { words } from '../../words';
import { adminWords } from '../../words/admin';
import classes from './admin.module.css';
import { Ref, Sum, Who } from './cells';
import { RecordList } from './record-list';
import { dealTone } from './tones';

const { deals: says } = adminWords.people;
const { codes, cells } = adminWords;
const { common } = words;

/** It is another part of the app. */
const dealPage = (id: string): string => `/deals/${id}`;

interface Props {
  asked: Parameters<typeof adminDealsQuery>[0];
  caption: string;
  empty: string;
}

export const DealTable = ({ asked, caption, empty }: Props) => (
  <>
    <p className="note">{says.note}</p>
    <RecordList
      query={adminDealsQuery(asked)}
      caption={caption}
      empty={empty}
      keyOf={({ id }) => id}
      columns={[
        {
          name: says.listing,
          cell: ({ id, listing }) => (
            <span className={classes.cell}>
              <Link to={dealPage(id)}>{listing.title}</Link>
              <Ref id={id} />
            </span>
          ),
        },
        { name: says.buyer, cell: ({ buyer }) => <Who person={buyer} /> },
        { name: says.seller, cell: ({ seller }) => <Who person={seller} /> },
        { name: says.price, figure: true, cell: ({ priceCents }) => <Sum cents={priceCents} /> },
        { name: says.held, figure: true, cell: ({ heldCents }) => <Sum cents={heldCents || null} /> },
        { name: says.waitsFor, cell: ({ next }) => (next ? codes.wait[next.wait] : common.none) },
        { name: says.until, cell: ({ next }) => (next?.until ? <Moment at={next.until} /> : common.none) },
        {
          name: cells.status,
          cell: ({ status, onHold, holdReason }) => (
            <span className={classes.cell}>
              <Chip tone={dealTone[status]}>{codes.transactionStatus[status]}</Chip>
              {onHold && <Chip tone="bad">{says.onHold}</Chip>}
              {holdReason && <span className="note">{holdReason}</span>}
            </span>
          ),
        },
      ]}
    />
  </>
);

/** Who the seller is, how far they have proved control, and what was done to the listing so far. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { actionLogQuery, adminListingsQuery } from '../../../api/admin';
import type { Listing } from '../../../api/queries';
import { Facts } from '../../../ui/facts';
import { Moment } from '../../../ui/moment';
import { words } from '../../../words';
import { adminWords } from '../../../words/admin';
import { sayAction } from '../action.rules';
import classes from '../admin.module.css';
import { Who } from '../cells';
import { RecordList } from '../record-list';

const { review: says, cells } = adminWords;
const { common } = words;

interface Props {
  listing: Listing;
  management: NonNullable<Listing['management']>;
}

export function SellerAndHistory({ listing: { id, confidential } }: Props) {
  const usdot = confidential?.carrier.usdot;
  const cards = useInfiniteQuery(adminListingsQuery({ usdot: String(usdot ?? 0) }));
  const same = cards.data?.pages.flatMap(({ data }) => data) ?? [];
  const card = same.find((each) => each.id === id);
  return (
    <>
      <section className="card stack-tight">
        <h2>{says.sellerTitle}</h2>
        <Facts
          facts={[
            { name: says.sellerTitle, value: <Who person={card?.seller ?? null} /> },
            {
              name: says.controlTitle,
              value: card ? (
                <span className={classes.cell}>
                  {cells.level(card.carrier.proofLevel)} <Link to="/admin/control">{says.toControl}</Link>
                </span>
              ) : (
                common.notKnown
              ),
            },
            {
              name: cells.usdot(usdot ?? 0),
              value: (
                <Link to="/admin/listings" search={{ usdot: String(usdot ?? '') }}>
                  {says.others(same.length)}
                </Link>
              ),
            },
          ]}
        />
        <p className="note">{says.needed}</p>
      </section>
      <section className="stack-tight">
        <h2>{says.historyTitle}</h2>
        <RecordList
          query={actionLogQuery({ subjectType: 'listing', subjectId: id })}
          headed
          caption={says.historyTitle}
          empty={says.historyNone}
          keyOf={(entry) => entry.id}
          columns={[
            { name: cells.since, cell: ({ occurredAt }) => <Moment at={occurredAt} /> },
            { name: cells.about, cell: ({ action }) => sayAction(action) },
            { name: cells.reason, cell: ({ reason }) => reason ?? common.none },
          ]}
        />
      </section>
    </>
  );
}

/** Payments that wait for a wire. The reference that the payer writes on it stands beside what is due. */
import { useQuery } from '@tanstack/react-query';
import { queuesQuery } from '../../../../api/admin';
import { expectedWiresQuery } from '../../../../api/admin-money';
import { adminWords } from '../../../../words/admin';
import { words } from '../../../../words';
import { Acts } from '../../acts';
import classes from '../../admin.module.css';
import { aged, SecondWord, Sum, Who } from '../../cells';
import { RecordList } from '../../record-list';
import { actsOf } from './wire-acts';

const { wires: says } = adminWords.money;
const { codes, cells } = adminWords;
const { common } = words;

export function ExpectedWires() {
  const { data: queues } = useQuery(queuesQuery);
  const items = queues?.find(({ kind }) => kind === 'WIRE_EXPECTED')?.items ?? [];
  const ageOf = (id: string) => items.find((item) => item.id === id)?.ageHours;
  return (
    <RecordList
      query={expectedWiresQuery}
      caption={says.expectedCaption}
      empty={says.expectedEmpty}
      keyOf={({ id }) => id}
      columns={[
        { name: says.payer, cell: ({ payer }) => <Who person={payer} /> },
        { name: says.paidFor, cell: ({ purpose, description }) => codes.purpose[purpose] ?? description },
        { name: says.due, figure: true, cell: ({ amountCents }) => <Sum cents={amountCents} /> },
        { name: says.soFar, figure: true, cell: ({ wiredCents }) => <Sum cents={wiredCents || null} /> },
        {
          name: says.reference,
          cell: ({ wireReference }) => <span className={classes.mono}>{wireReference ?? common.none}</span>,
        },
        {
          name: cells.waits,
          figure: true,
          cell: ({ id }) => {
            const hours = ageOf(id);
            return hours === undefined ? common.none : aged(hours);
          },
        },
        {
          name: cells.acts,
          cell: (payment) => (
            <span className={classes.cell}>
              <Acts inRow acts={actsOf(payment)} />
              <SecondWord id={payment.id} />
            </span>
          ),
        },
      ]}
    />
  );
}

/** Where credits came from and went, newest first. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { creditHistoryQuery } from '../../../api/billing';
import { DataTable } from '../../../ui/data-table';
import { Moment } from '../../../ui/moment';
import { billingWords } from '../../../words/billing';
import { ListPart } from '../list-part';
import { language } from '../../../words/language';

const { credits: says, movement } = billingWords;

const signed = new Intl.NumberFormat(language.locale, { signDisplay: 'exceptZero' });

const isKnown = (reason: string): reason is keyof typeof says.spentOn => Object.hasOwn(says.spentOn, reason);

export function CreditHistory() {
  const list = useInfiniteQuery(creditHistoryQuery);
  return (
    <ListPart list={list} empty={says.noHistory} title={says.history}>
      {(rows) => (
        <DataTable
          caption={billingWords.newestFirst}
          rows={rows}
          keyOf={({ id }) => id}
          columns={[
            { name: says.when, cell: ({ occurredAt }) => <Moment at={occurredAt} /> },
            { name: says.kind, cell: ({ kind }) => movement[kind] },
            { name: says.reason, cell: ({ reason }) => (isKnown(reason) ? says.spentOn[reason] : reason) },
            { name: says.change, figure: true, cell: ({ credits }) => signed.format(credits) },
          ]}
        />
      )}
    </ListPart>
  );
}

/** What a fee is paid with: a card or bank account that is saved. */
import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { asProblem } from '../../api/problem';
import { type SavedMethod, savedMethodsQuery } from '../../api/saved-methods';
import { AddMethodLink } from '../../app/add-method-link';
import { ProblemNote } from '../../ui/problem-note';
import { Skeleton } from '../../ui/skeleton';
import { words } from '../../words';
import { sellerWords } from '../../words/seller';

const { pay: says } = sellerWords;

interface Props {
  chosen: string | null;
  onChoose(method: SavedMethod | null): void;
}

const nameOf = ({ brand, bankName, last4, method }: SavedMethod): string =>
  says.card(brand?.toUpperCase() ?? bankName ?? words.codes.paymentMethod[method], last4 ?? '');

export function PayMethod({ chosen, onChoose }: Props) {
  const methods = useQuery(savedMethodsQuery);
  if (methods.isPending) return <Skeleton heights={[60]} />;
  if (methods.isLoadingError)
    return <ProblemNote problem={asProblem(methods.error)} onRetry={() => void methods.refetch()} />;
  const saved = methods.data;
  if (saved.length === 0) {
    return (
      <p>
        {says.none} <AddMethodLink />
      </p>
    );
  }
  return (
    <NativeSelect
      label={says.with}
      data={[
        { value: '', label: words.common.none },
        ...saved.map((each) => ({ value: each.id, label: nameOf(each) })),
      ]}
      value={chosen ?? ''}
      onChange={({ currentTarget: { value } }) => onChoose(saved.find(({ id }) => id === value) ?? null)}
    />
  );
}

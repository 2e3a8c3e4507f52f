/** How somebody pays: what they have saved, and at the sandbox gateway what it takes without being saved. */
import { Radio } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { configQuery } from '../api/queries';
import { type SavedMethod, savedMethodsQuery } from '../api/saved-methods';
import { Skeleton } from '../ui/skeleton';
import { words } from '../words';
import { AddMethodLink } from './add-method-link';
import { PartProblem } from './part-problem';

const { payWith: says, codes } = words;

export interface Payer {
  paymentMethodId: string;
  method: 'CARD' | 'BANK_DEBIT';
}

interface Props {
  /** Null: both. */
  only?: Payer['method'] | null;
  chosen: Payer | null;
  onChoose(payer: Payer): void;
  error?: string;
}

interface Choice extends Payer {
  label: string;
  note: string;
}

export function PayWith({ only = null, chosen, onChoose, error }: Props) {
  const saved = useQuery(savedMethodsQuery);
  const config = useQuery(configQuery);
  if (saved.isPending || config.isPending) return <Skeleton heights={[32, 32, 32]} />;
  const tests = (config.data?.testMethods ?? []).map(({ id, method, what }) => ({
    ...{ paymentMethodId: id, method, label: what, note: says.test },
  }));
  const choices: Choice[] = [...(saved.data ?? []).map(choiceOf), ...tests].filter(
    ({ method }) => only === null || method === only,
  );
  return (
    <>
      <PartProblem query={saved} />
      {choices.length > 0 && (
        <Radio.Group
          label={says.label}
          value={chosen?.paymentMethodId ?? null}
          error={error}
          onChange={(value) => {
            const choice = choices.find(({ paymentMethodId }) => paymentMethodId === value);
            if (choice) onChoose({ paymentMethodId: choice.paymentMethodId, method: choice.method });
          }}
        >
          <div className="stack-tight">
            {choices.map(({ paymentMethodId, label, note }) => (
              <Radio key={paymentMethodId} value={paymentMethodId} label={label} description={note} />
            ))}
            {config.data?.cardForm && (
              <p>
                <AddMethodLink />
              </p>
            )}
          </div>
        </Radio.Group>
      )}
      {choices.length === 0 && !saved.isError && (
        <p>
          {says.none} <AddMethodLink />
        </p>
      )}
    </>
  );
}

const choiceOf = ({ id, method, brand, bankName, last4, expires }: SavedMethod): Choice => ({
  paymentMethodId: id,
  method,
  label: says.saved(brand ?? bankName ?? codes.paymentMethod[method], last4),
  note: expires
    ? says.expires(String(expires.month).padStart(2, '0'), String(expires.year))
    : codes.paymentMethod[method],
});

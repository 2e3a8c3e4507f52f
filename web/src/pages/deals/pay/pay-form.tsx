/** Chooses how a due sum is paid, and starts the payment. */
import { Button, NativeSelect, Radio } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { type NewPayment, pay } from '../../../api/deal-acts';
import type { Deal, PaymentOption } from '../../../api/deals';
import { asProblem } from '../../../api/problem';
import { configQuery } from '../../../api/queries';
import { savedMethodsQuery } from '../../../api/saved-methods';
import { AddMethodLink } from '../../../app/add-method-link';
import { useMove } from '../../../app/use-move';
import { money } from '../../../format/money';
import { FormProblem } from '../../../ui/form-problem';
import { ProblemNote } from '../../../ui/problem-note';
import { words } from '../../../words';
import { dealWords } from '../../../words/deals';
import classes from './pay.module.css';
import { choicesOf, type Choice } from './pay.rules';

const { pay: says } = dealWords;
type Method = PaymentOption['method'];

interface Props {
  deal: Deal;
  due: NonNullable<Deal['due']>;
}

export function PayForm({ deal, due }: Props) {
  const navigate = useNavigate();
  const [method, setMethod] = useState<Method | null>(
    () => due.options.find(({ open }) => open)?.method ?? null,
  );
  const [chosen, setChosen] = useState<string | null>(null);
  const { choices, unread } = useChoices(method);
  const paymentMethodId = choices.some(({ id }) => id === chosen) ? chosen : (choices[0]?.id ?? null);
  const move = useMove((input: NewPayment, key) => pay(deal.id, input, key), {
    changes: [['deal', deal.id], ['deals'], ['payments']],
    onDone: ({ data }) => void navigate({ to: '/payments/$id', params: { id: data.payment.id } }),
  });
  const isWire = method === 'WIRE';
  return (
    <form
      className="stack-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!method) return;
        move.act({
          purpose: due.purpose,
          method,
          ...(isWire || paymentMethodId === null ? {} : { paymentMethodId }),
        });
      }}
    >
      <Radio.Group
        label={says.choose}
        value={method}
        error={move.errorOf('method')}
        onChange={(value) => setMethod(value)}
      >
        <div className={classes.methods}>
          {due.options.map((option) => (
            <div
              key={option.method}
              className={classes.method}
              data-chosen={option.method === method || undefined}
            >
              <Radio
                value={option.method}
                label={words.codes.paymentMethod[option.method]}
                disabled={!option.open}
                description={option.because ?? usualOf(option)}
              />
            </div>
          ))}
        </div>
      </Radio.Group>
      {isWire && <p className="second">{says.wireHint}</p>}
      {method && !isWire && unread && (
        <ProblemNote problem={asProblem(unread.error)} onRetry={() => void unread.refetch()} />
      )}
      {method && !isWire && !(unread && choices.length === 0) && (
        <With
          choices={choices}
          value={paymentMethodId}
          onChoose={setChosen}
          error={move.errorOf('paymentMethodId')}
        />
      )}
      <FormProblem>{move.problem}</FormProblem>
      <div>
        <Button type="submit" loading={move.busy} disabled={!method || (!isWire && paymentMethodId === null)}>
          {isWire ? says.submitWire : says.submit(money(due.amountCents))}
        </Button>
      </div>
    </form>
  );
}

const usualOf = ({ businessDays: { least, most } }: PaymentOption): string =>
  most === 0 ? says.atOnce : says.usual(least, most);

/** What one has saved; where nothing is real, test cards besides. `unread`: what one has saved could not be read. */
function useChoices(method: Method | null) {
  const saved = useQuery(savedMethodsQuery);
  const { data: config } = useQuery(configQuery);
  const isSandbox = config?.paymentGateway === 'sandbox';
  const choices = method === null || method === 'WIRE' ? [] : choicesOf(method, saved.data ?? [], isSandbox);
  return { choices, unread: saved.isLoadingError ? saved : null };
}

interface WithProps {
  choices: readonly Choice[];
  value: string | null;
  error: string | undefined;
  onChoose(id: string): void;
}

const With = ({ choices, value, error, onChoose }: WithProps) =>
  choices.length === 0 ? (
    <p>
      {says.noneSaved} <AddMethodLink />
    </p>
  ) : (
    <div className="stack-tight">
      <NativeSelect
        label={says.with}
        data={choices.map(({ id, label }) => ({ value: id, label }))}
        value={value ?? ''}
        error={error}
        onChange={({ currentTarget: { value: id } }) => onChoose(id)}
      />
      <p className="note">
        <AddMethodLink />
      </p>
    </div>
  );

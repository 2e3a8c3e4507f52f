/** Saved cards and bank accounts: which pays the plan, and the way to add and to remove one. */
import { Button, NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { billing, subscriptionQuery } from '../../../api/billing';
import { type SavedMethod, savedMethodsQuery } from '../../../api/saved-methods';
import { asProblem } from '../../../api/problem';
import { configQuery } from '../../../api/queries';
import { useMove } from '../../../app/use-move';
import { Chip } from '../../../ui/chip';
import { FormProblem } from '../../../ui/form-problem';
import { formText } from '../../../ui/form-text';
import { ProblemNote } from '../../../ui/problem-note';
import { Skeleton } from '../../../ui/skeleton';
import { billingWords } from '../../../words/billing';
import classes from '../account.module.css';
import { methodName } from './method-name';

const { methods: says, testMethod } = billingWords;
const CHANGES = { changes: [['payments'], ['credits', 'subscription']] } as const;

export function Methods() {
  const methods = useQuery(savedMethodsQuery);
  return (
    <section className={`card ${classes.part}`}>
      <h2>{says.title}</h2>
      {methods.isPending && <Skeleton heights={[48, 48]} />}
      {methods.isError && (
        <ProblemNote problem={asProblem(methods.error)} onRetry={() => void methods.refetch()} />
      )}
      {methods.data?.length === 0 && <p className="second">{says.none}</p>}
      {methods.data && methods.data.length > 0 && (
        <ul className={classes.methods}>
          {methods.data.map((method) => (
            <Method key={method.id} method={method} />
          ))}
        </ul>
      )}
      <AddMethod />
    </section>
  );
}

function Method({ method }: { method: SavedMethod }) {
  const { id, expires, paysSubscription } = method;
  const subscription = useQuery(subscriptionQuery);
  const remove = useMove(billing.deleteMethod, CHANGES);
  const use = useMove(billing.paySubscriptionWith, CHANGES);
  const hasPlan = subscription.data?.status === 'ACTIVE' || subscription.data?.status === 'PAST_DUE';
  return (
    <li className={classes.method}>
      <span className="row">
        <span>{methodName(method)}</span>
        {expires && <span className="second">{says.expires(expires.month, expires.year)}</span>}
        {paysSubscription && <Chip tone="info">{says.paysPlan}</Chip>}
      </span>
      <span className="row">
        {hasPlan && !paysSubscription && (
          <Button variant="default" loading={use.busy} onClick={() => use.act(id)}>
            {says.usePlan}
          </Button>
        )}
        <Button
          variant="default"
          loading={remove.busy}
          title={says.removeOf(methodName(method))}
          onClick={() => remove.act(id)}
        >
          {says.remove}
        </Button>
      </span>
      <FormProblem>{remove.problem ?? use.problem}</FormProblem>
    </li>
  );
}

function AddMethod() {
  const { data: config } = useQuery(configQuery);
  const save = useMove(billing.saveMethod, CHANGES);
  if (!config) return null;
  if (config.cardForm)
    return (
      <div>
        <Button variant="default" component="a" href="/account/billing/add">
          {says.addByForm}
        </Button>
      </div>
    );
  if (config.paymentGateway !== 'sandbox') return <p className="second">{says.addGateway}</p>;
  return (
    <form
      className={classes.part}
      onSubmit={(event) => {
        event.preventDefault();
        save.act(formText(event.currentTarget, 'paymentMethodId'));
      }}
    >
      <h3>{says.add}</h3>
      <div className="tools">
        <NativeSelect
          name="paymentMethodId"
          label={says.addTest}
          data={Object.entries(testMethod).map(([value, label]) => ({ value, label }))}
        />
        <Button type="submit" variant="default" loading={save.busy}>
          {says.save}
        </Button>
      </div>
      <FormProblem>{save.problem ?? save.errorOf('paymentMethodId') ?? null}</FormProblem>
    </form>
  );
}

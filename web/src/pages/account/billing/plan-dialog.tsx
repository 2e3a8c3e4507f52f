/** Chooses a plan: a first one is paid on the gateway's page, a change takes effect as it says. */
import { NativeSelect, Radio } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { billing, type PlanChoice, type Subscription } from '../../../api/billing';
import { plansQuery } from '../../../api/queries';
import { useMove } from '../../../app/use-move';
import { price } from '../../../format/money';
import { MoveDialog } from '../../../ui/move-dialog';
import { Skeleton } from '../../../ui/skeleton';
import { billingWords } from '../../../words/billing';
import classes from '../account.module.css';
import { PartProblem } from '../../../app/part-problem';

const { plan: says, interval: intervals } = billingWords;
const INTERVALS = ['MONTH', 'YEAR'] as const;
const CHANGES = [['credits'], ['payments']] as const;

interface Props {
  opened: boolean;
  onClose(): void;
  /** Null for a first plan. */
  current: Subscription | null;
}

export function PlanDialog({ opened, onClose, current }: Props) {
  const read = useQuery({ ...plansQuery, enabled: opened });
  const plans = read.data;
  const [choice, setChoice] = useState<PlanChoice>({
    plan: current?.plan ?? 'PROFESSIONAL',
    interval: current?.interval ?? 'MONTH',
  });
  const subscribe = useMove(billing.subscribe, {
    changes: CHANGES,
    onDone: ({ data }) => {
      if (data.checkoutUrl) location.assign(data.checkoutUrl);
    },
  });
  const change = useMove(billing.changePlan, { changes: CHANGES, onDone: onClose });
  const move = current ? change : subscribe;
  const plan = plans?.find((each) => each.plan === choice.plan);
  const priceCents = plan && (choice.interval === 'MONTH' ? plan.monthlyCents : plan.yearlyCents);
  const cost =
    priceCents !== undefined &&
    (choice.interval === 'MONTH' ? says.perMonth(price(priceCents)) : says.perYear(price(priceCents)));
  const submit = current ? says.changeTo : says.subscribe;
  return (
    <MoveDialog
      title={current ? says.change : says.choose}
      opened={opened}
      onClose={onClose}
      submit={plan && cost ? submit(plan.title, cost) : says.choose}
      disabled={
        !plan || (choice.plan === current?.plan && choice.interval === current.interval && !current.next)
      }
      move={move}
      onSubmit={() =>
        // Who stays with a plan keeps the price that they agreed to.
        move.act(
          choice.plan === current?.plan && choice.interval === current.interval
            ? choice
            : { ...choice, priceCents },
        )
      }
    >
      <p>{current ? says.changeText : says.subscribeText}</p>
      {plans ? (
        <NativeSelect
          label={says.plan}
          value={choice.plan}
          error={move.errorOf('plan')}
          data={plans.map((each) => ({
            value: each.plan,
            label: says.option(each.title, each.creditsPerMonth),
          }))}
          onChange={({ currentTarget: { value } }) =>
            setChoice({ ...choice, plan: value as PlanChoice['plan'] })
          }
        />
      ) : (
        <>
          <PartProblem query={read} />
          {!read.isError && <Skeleton heights={[64]} />}
        </>
      )}
      <fieldset className={classes.choice}>
        <legend>{says.interval}</legend>
        {INTERVALS.map((each) => (
          <Radio
            key={each}
            name="interval"
            label={intervals[each]}
            checked={choice.interval === each}
            onChange={() => setChoice({ ...choice, interval: each })}
          />
        ))}
      </fieldset>
    </MoveDialog>
  );
}

/** Lets a broker act for the reader, by their signature. */
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { giveMandate, mandateTermsQuery, type Mandate } from '../../../api/brokers';
import { useMe } from '../../../app/use-session';
import { useSubmit } from '../../../app/use-submit';
import { FormProblem } from '../../../ui/form-problem';
import { formText } from '../../../ui/form-text';
import { OwnHands } from '../../../ui/own-hands';
import { Skeleton } from '../../../ui/skeleton';
import { brokersWords } from '../../../words/brokers';
import classes from '../account.module.css';
import { SignTerms } from './terms';

const { own: says, side } = brokersWords;
const SIDES = ['SELLER', 'BUYER'] as const;

export function NewBroker() {
  const [opened, setOpened] = useState(false);
  if (!opened) {
    return (
      <div>
        <Button onClick={() => setOpened(true)}>{says.add}</Button>
      </div>
    );
  }
  return <BrokerForm onDone={() => setOpened(false)} />;
}

function BrokerForm({ onDone }: { onDone(): void }) {
  const me = useMe();
  const queries = useQueryClient();
  const terms = useQuery(mandateTermsQuery);
  const sides = SIDES.filter((each) => me?.roles.includes(each));
  const form = useSubmit(
    async (sent) => {
      await giveMandate({
        side: formText(sent, 'side') as Mandate['side'],
        email: formText(sent, 'email'),
        endsAt: new Date(`${formText(sent, 'endsAt')}T23:59:59`).toISOString(),
        termsVersion: terms.data?.version ?? '',
        typedName: formText(sent, 'typedName'),
        accepted: true,
      });
      await queries.invalidateQueries({ queryKey: ['brokers'] });
      onDone();
    },
    ['email', 'endsAt', 'typedName', 'side'],
  );
  if (!terms.data) return <Skeleton heights={[240]} />;
  if (sides.length === 0) return <p className="note">{says.needsRole}</p>;
  return (
    <section className="card">
      <form className={classes.part} onSubmit={form.onSubmit}>
        <h2>{says.add}</h2>
        <OwnHands>
          <div className={classes.fields}>
            <TextInput
              name="email"
              type="email"
              label={says.email}
              description={says.emailHint}
              required
              withAsterisk={false}
              error={form.errorOf('email')}
            />
            <NativeSelect
              name="side"
              label={says.side}
              data={sides.map((each) => ({ value: each, label: side[each] }))}
              error={form.errorOf('side')}
            />
            <TextInput
              name="endsAt"
              type="date"
              label={says.endsOn}
              required
              withAsterisk={false}
              error={form.errorOf('endsAt')}
            />
          </div>
          <p className="second">{says.share(`${terms.data.shareBasisPoints / 100}%`)}</p>
          <SignTerms {...terms.data} agree={says.agree} errorOf={form.errorOf} />
          <FormProblem>{form.problem}</FormProblem>
          <div>
            <Button type="submit" loading={form.busy}>
              {says.sign}
            </Button>
          </div>
        </OwnHands>
      </form>
    </section>
  );
}

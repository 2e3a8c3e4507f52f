/** Which kinds of events an endpoint is told: all, or those that are ticked. */
import { Checkbox, Radio, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { EVERY_KIND, type EventChoice, webhookKindsQuery } from '../../../api/webhooks';
import { PartProblem } from '../../../app/part-problem';
import { FormProblem } from '../../../ui/form-problem';
import { Skeleton } from '../../../ui/skeleton';
import { webhooksWords } from '../../../words/webhooks';
import accountClasses from '../account.module.css';
import classes from './webhooks.module.css';

const { form: says } = webhooksWords;

interface Props {
  chosen: readonly string[];
  onChoose(kinds: EventChoice): void;
  error: string | undefined;
}

export function EventChoiceFields({ chosen, onChoose, error }: Props) {
  const every = chosen.includes(EVERY_KIND);
  return (
    <fieldset className={accountClasses.choice}>
      <legend>{says.events}</legend>
      <Radio label={says.every} checked={every} onChange={() => onChoose([EVERY_KIND])} />
      <Radio label={says.some} checked={!every} onChange={() => onChoose([])} />
      {!every && <Kinds chosen={chosen} onChoose={onChoose} />}
      <FormProblem>{error ?? null}</FormProblem>
    </fieldset>
  );
}

function Kinds({ chosen, onChoose }: Omit<Props, 'error'>) {
  const kinds = useQuery(webhookKindsQuery);
  const [sought, setSought] = useState('');
  if (kinds.isError) return <PartProblem query={kinds} />;
  if (!kinds.data) return <Skeleton heights={[240]} />;
  const isSought = (text: string) => text.toLowerCase().includes(sought.trim().toLowerCase());
  const shown = kinds.data.filter(({ event, when }) => isSought(event) || isSought(when));
  const toggle = (event: string, on: boolean) =>
    onChoose([...chosen.filter((each) => each !== event), ...(on ? [event] : [])] as EventChoice);
  return (
    <>
      <TextInput
        label={says.find}
        value={sought}
        onChange={({ currentTarget: { value } }) => setSought(value)}
        onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
      />
      <div className={classes.kinds} role="group" aria-label={says.kinds} tabIndex={0}>
        {shown.map(({ event, when }) => (
          <Checkbox
            key={event}
            label={event}
            description={when}
            checked={chosen.includes(event)}
            onChange={({ currentTarget: { checked } }) => toggle(event, checked)}
          />
        ))}
        {shown.length === 0 && <p className="note">{says.noneFound}</p>}
      </div>
      <p className="note" aria-live="polite">
        {says.chosen(chosen.length)}
      </p>
    </>
  );
}

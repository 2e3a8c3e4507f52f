/** Adds an endpoint, and shows its secret the one time that it is shown. */
import { Button, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { EVERY_KIND, type EventChoice, webhookEndpointsQuery, webhooks } from '../../../api/webhooks';
import { useSubmit } from '../../../app/use-submit';
import { WhenOn } from '../../../app/when-on';
import { FormProblem } from '../../../ui/form-problem';
import { formText } from '../../../ui/form-text';
import { OwnHands } from '../../../ui/own-hands';
import { words } from '../../../words';
import { webhooksWords } from '../../../words/webhooks';
import accountClasses from '../account.module.css';
import { EventChoiceFields } from './event-choice';
import { ShownSecret } from './shown-secret';

const { form: says } = webhooksWords;

export function NewEndpoint() {
  const [opened, setOpened] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  if (secret !== null) return <ShownSecret secret={secret} onDone={() => setSecret(null)} />;
  return (
    <WhenOn feature="WEBHOOKS">
      {opened ? (
        <EndpointForm
          onDone={(made) => {
            setSecret(made);
            setOpened(false);
          }}
        />
      ) : (
        <div>
          <Button onClick={() => setOpened(true)}>{says.add}</Button>
        </div>
      )}
    </WhenOn>
  );
}

/** Without a secret where it was left. */
function EndpointForm({ onDone }: { onDone(secret: string | null): void }) {
  const queries = useQueryClient();
  const [events, setEvents] = useState<EventChoice>([EVERY_KIND]);
  const form = useSubmit(
    async (sent) => {
      const { data } = await webhooks.create({
        url: formText(sent, 'url'),
        events,
        ...(formText(sent, 'name') ? { name: formText(sent, 'name') } : {}),
      });
      await queries.invalidateQueries(webhookEndpointsQuery);
      onDone(data.secret);
    },
    ['url', 'name', 'events'],
  );
  return (
    <section className="card">
      <form className={accountClasses.part} onSubmit={form.onSubmit}>
        <h2>{says.add}</h2>
        <OwnHands>
          <div className={accountClasses.fields}>
            <EndpointFields errorOf={form.errorOf} />
          </div>
          <EventChoiceFields chosen={events} onChoose={setEvents} error={form.errorOf('events')} />
          <FormProblem>{form.problem}</FormProblem>
          <div className="row">
            <Button type="submit" loading={form.busy} disabled={events.length === 0}>
              {says.add}
            </Button>
            <Button variant="default" onClick={() => onDone(null)}>
              {words.common.cancel}
            </Button>
          </div>
        </OwnHands>
      </form>
    </section>
  );
}

interface FieldsProps {
  url?: string;
  name?: string | null;
  errorOf(field: string): string | undefined;
}

export const EndpointFields = ({ url = '', name, errorOf }: FieldsProps) => (
  <>
    <TextInput
      name="url"
      type="url"
      label={says.url}
      description={says.urlHint}
      defaultValue={url}
      required
      withAsterisk={false}
      error={errorOf('url')}
    />
    <TextInput
      name="name"
      label={says.name}
      description={says.nameHint}
      defaultValue={name ?? ''}
      maxLength={100}
      error={errorOf('name')}
    />
  </>
);

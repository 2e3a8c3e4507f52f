/** What the owner of an endpoint may do with it. */
import { Button, Checkbox } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { type EventChoice, type WebhookEndpoint, webhooks } from '../../../api/webhooks';
import { ConfirmRemove } from '../../../app/confirm-remove';
import { useMove } from '../../../app/use-move';
import { FormProblem } from '../../../ui/form-problem';
import { formText } from '../../../ui/form-text';
import { MoveDialog } from '../../../ui/move-dialog';
import { OwnHands } from '../../../ui/own-hands';
import { webhooksWords } from '../../../words/webhooks';
import { DoneNote } from '../done-note';
import { EventChoiceFields } from './event-choice';
import { EndpointFields } from './new-endpoint';

const { one: says, form: formSays } = webhooksWords;
const CHANGES = [['webhooks']];

interface Props {
  endpoint: WebhookEndpoint;
  onSecret(made: { secret: string; formerSecretUntil: string | null }): void;
}

type Dialog = 'change' | 'rotate';

export function EndpointActs({ endpoint, onSecret }: Props) {
  const { id, status } = endpoint;
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const [tested, setTested] = useState(false);
  const close = () => setDialog(null);
  const test = useMove(webhooks.test, { changes: CHANGES, onDone: () => setTested(true) });
  const pause = useMove(webhooks.pause, { changes: CHANGES });
  const resume = useMove(webhooks.resume, { changes: CHANGES });
  return (
    <OwnHands>
      <div className="row">
        {status === 'ACTIVE' ? (
          <>
            <Button loading={test.busy} onClick={() => test.act(id)}>
              {says.test}
            </Button>
            <Button variant="default" loading={pause.busy} onClick={() => pause.act(id)}>
              {says.pause}
            </Button>
          </>
        ) : (
          <Button loading={resume.busy} onClick={() => resume.act(id)}>
            {says.resume}
          </Button>
        )}
        <Button variant="default" onClick={() => setDialog('change')}>
          {says.change}
        </Button>
        <Button variant="default" onClick={() => setDialog('rotate')}>
          {says.rotate}
        </Button>
        <Remove id={id} />
      </div>
      <FormProblem>{test.problem ?? pause.problem ?? resume.problem}</FormProblem>
      <DoneNote>{tested ? says.tested : null}</DoneNote>
      <Change endpoint={endpoint} opened={dialog === 'change'} onClose={close} />
      <Rotate id={id} opened={dialog === 'rotate'} onClose={close} onSecret={onSecret} />
    </OwnHands>
  );
}

interface DialogProps {
  opened: boolean;
  onClose(): void;
}

function Change({ endpoint, opened, onClose }: DialogProps & { endpoint: WebhookEndpoint }) {
  const { id, url, name } = endpoint;
  const [events, setEvents] = useState(endpoint.events);
  const move = useMove((body: Parameters<typeof webhooks.change>[1]) => webhooks.change(id, body), {
    changes: CHANGES,
    onDone: onClose,
  });
  const leave = () => {
    setEvents(endpoint.events);
    onClose();
  };
  return (
    <MoveDialog
      title={says.changeTitle}
      opened={opened}
      onClose={leave}
      submit={says.save}
      move={move}
      disabled={events.length === 0}
      onSubmit={(form) =>
        move.act({
          url: formText(form, 'url'),
          name: formText(form, 'name') || null,
          events: events as EventChoice,
        })
      }
    >
      <EndpointFields url={url} name={name} errorOf={move.errorOf} />
      <EventChoiceFields
        chosen={events}
        onChoose={setEvents}
        error={move.errorOf('events') ?? (events.length === 0 ? formSays.choose : undefined)}
      />
    </MoveDialog>
  );
}

function Rotate({ id, opened, onClose, onSecret }: DialogProps & { id: string } & Pick<Props, 'onSecret'>) {
  const move = useMove((dropFormer: boolean) => webhooks.rotate(id, { dropFormer }), {
    changes: CHANGES,
    onDone: ({ data }) => {
      onSecret(data);
      onClose();
    },
  });
  return (
    <MoveDialog
      title={says.rotateTitle}
      opened={opened}
      onClose={onClose}
      submit={says.rotate}
      move={move}
      onSubmit={(form) => move.act(new FormData(form).has('dropFormer'))}
    >
      <p>{says.rotateText}</p>
      <Checkbox name="dropFormer" label={says.dropFormer} />
    </MoveDialog>
  );
}

function Remove({ id }: { id: string }) {
  const navigate = useNavigate();
  return (
    <ConfirmRemove
      id={id}
      remove={webhooks.remove}
      changes={[['webhooks', 'all']]}
      onRemoved={() => void navigate({ to: '/account/webhooks' })}
      title={says.removeTitle}
      submit={says.remove}
      text={<p>{says.removeText}</p>}
    >
      {(open) => (
        <Button variant="default" onClick={open}>
          {says.remove}
        </Button>
      )}
    </ConfirmRemove>
  );
}

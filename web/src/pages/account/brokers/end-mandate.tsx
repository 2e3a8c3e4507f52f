/** Ends a mandate, as its client or its broker. */
import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { endMandate } from '../../../api/brokers';
import { useMove } from '../../../app/use-move';
import { formText } from '../../../ui/form-text';
import { MoveDialog } from '../../../ui/move-dialog';
import { brokersWords } from '../../../words/brokers';

const { own: says } = brokersWords;

export function EndMandate({ id, name }: { id: string; name: string }) {
  const [opened, setOpened] = useState(false);
  const move = useMove(endMandate, { changes: [['brokers']], onDone: () => setOpened(false) });
  return (
    <>
      <Button
        variant="default"
        size="compact-sm"
        aria-label={says.endOf(name)}
        onClick={() => setOpened(true)}
      >
        {says.end}
      </Button>
      <MoveDialog
        title={says.endOf(name)}
        opened={opened}
        onClose={() => setOpened(false)}
        submit={says.end}
        grave
        move={move}
        onSubmit={(form) => move.act({ id, reason: formText(form, 'reason') || undefined })}
      >
        <p>{says.endText}</p>
        <Textarea name="reason" label={says.reason} maxLength={2_000} error={move.errorOf('reason')} />
      </MoveDialog>
    </>
  );
}

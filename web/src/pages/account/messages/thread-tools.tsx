/** What one can do about a conversation: block it, lift the block, report it. */
import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { type Conversation, messages } from '../../../api/inbox';
import { useMove } from '../../../app/use-move';
import { FormProblem } from '../../../ui/form-problem';
import { formText } from '../../../ui/form-text';
import { MoveDialog } from '../../../ui/move-dialog';
import { inboxWords } from '../../../words/inbox';

const { messages: says } = inboxWords;
const CHANGES = [['conversations'], ['conversation']] as const;

export function ThreadTools({ conversation }: { conversation: Conversation }) {
  const { partner, blockedByYou } = conversation;
  const [asks, setAsks] = useState<'block' | 'report' | null>(null);
  const [reported, setReported] = useState(false);
  const close = () => setAsks(null);
  const block = useMove(messages.block, { changes: CHANGES, onDone: close });
  const unblock = useMove(messages.unblock, { changes: CHANGES });
  const report = useMove(messages.report, {
    onDone: () => {
      close();
      setReported(true);
    },
  });
  return (
    <div className="row">
      {reported && <span role="status">{says.reported}</span>}
      {!reported && (
        <Button variant="default" onClick={() => setAsks('report')}>
          {says.report}
        </Button>
      )}
      {blockedByYou ? (
        <Button variant="default" loading={unblock.busy} onClick={() => unblock.act(partner.id)}>
          {says.unblock}
        </Button>
      ) : (
        <Button variant="default" onClick={() => setAsks('block')}>
          {says.block}
        </Button>
      )}
      <FormProblem>{unblock.problem}</FormProblem>
      <MoveDialog
        title={says.blockTitle(partner.name)}
        opened={asks === 'block'}
        onClose={close}
        submit={says.block}
        move={block}
        onSubmit={() => block.act(partner.id)}
      >
        <p>{says.blockText}</p>
      </MoveDialog>
      <MoveDialog
        title={says.reportTitle}
        opened={asks === 'report'}
        onClose={close}
        submit={says.report}
        move={report}
        onSubmit={(form) => report.act({ partnerId: partner.id, reason: formText(form, 'reason') })}
      >
        <p>{says.reportText}</p>
        <Textarea
          name="reason"
          label={says.reason}
          rows={4}
          required
          withAsterisk={false}
          maxLength={2000}
          error={report.errorOf('reason')}
        />
      </MoveDialog>
    </div>
  );
}

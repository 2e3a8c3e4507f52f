/** Reports a person, a listing, a review or a document to the administrators. There for who is signed in. */
import { Button, NativeSelect, Textarea } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Flag } from 'lucide-react';
import { useState } from 'react';
import { makeReport, type ReportBody, type ReportCategory, type ReportSubject } from '../api/reports';
import { MoveDialog } from '../ui/move-dialog';
import { reportWords } from '../words/reports';
import { useMove } from './use-move';
import { useSession } from './use-session';

const { make: says, category: categories } = reportWords;

export function ReportButton({ subject }: { subject: ReportSubject }) {
  const { state } = useSession();
  const [opened, setOpened] = useState(false);
  const [category, setCategory] = useState<ReportCategory | ''>('');
  const [description, setDescription] = useState('');
  const [done, setDone] = useState(false);
  const move = useMove((body: ReportBody, key: string) => makeReport(body, key), {
    changes: [['reports']],
    onDone: () => {
      setOpened(false);
      setDone(true);
    },
  });
  if (state !== 'in') return null;
  if (done)
    return (
      <p className="note" role="status">
        {says.done} <Link to="/account/reports">{says.toReports}</Link>
      </p>
    );
  const label = says.button[subject.type];
  return (
    <>
      <Button
        variant="default"
        size="compact-sm"
        leftSection={<Flag size={14} aria-hidden="true" />}
        onClick={() => setOpened(true)}
      >
        {label}
      </Button>
      <MoveDialog
        title={label}
        opened={opened}
        onClose={() => setOpened(false)}
        submit={says.submit}
        move={move}
        disabled={category === '' || description.trim().length < 3}
        onSubmit={() => category !== '' && move.act({ subject, category, description })}
      >
        <p className="second">{says.lead}</p>
        <NativeSelect
          label={says.category}
          value={category}
          error={move.errorOf('category')}
          data={[
            { value: '', label: says.choose },
            ...Object.entries(categories).map(([value, name]) => ({ value, label: name })),
          ]}
          onChange={({ currentTarget: { value } }) => setCategory(value as ReportCategory | '')}
        />
        <Textarea
          label={says.description}
          description={says.descriptionHint}
          rows={5}
          maxLength={2000}
          value={description}
          error={move.errorOf('description')}
          onChange={({ currentTarget: { value } }) => setDescription(value)}
        />
      </MoveDialog>
    </>
  );
}

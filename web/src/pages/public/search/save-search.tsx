/** Keeps the search as it stands: a name, and when its reader hears of what comes to match it. */
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { Link, useLocation } from '@tanstack/react-router';
import { Bell } from 'lucide-react';
import { useState } from 'react';
import { type Alerts, savedSearches } from '../../../api/saved-searches';
import { useMove } from '../../../app/use-move';
import { useSession } from '../../../app/use-session';
import { formText } from '../../../ui/form-text';
import { MoveDialog } from '../../../ui/move-dialog';
import { savedSearchWords as says } from '../../../words/saved-searches';
import { type ActiveFilter, type Filters, queryTextOf } from '../../../app/listing-search.rules';

const NAME_LENGTH = 100;

interface Props {
  filters: Filters;
  active: readonly ActiveFilter[];
}

export function SaveSearch(props: Props) {
  const { state } = useSession();
  const next = useLocation({ select: ({ href }) => href });
  if (state !== 'out') return <Save {...props} />;
  return (
    <p>
      <Link to="/sign-in" search={{ next }}>
        {says.signIn}
      </Link>
    </p>
  );
}

function Save({ filters, active }: Props) {
  const [opened, setOpened] = useState(false);
  const [saved, setSaved] = useState(false);
  const move = useMove(savedSearches.save, {
    changes: [['saved-searches']],
    onDone: () => {
      setOpened(false);
      setSaved(true);
    },
  });
  const name = active.length > 0 ? active.map(({ label }) => label).join(', ') : says.everything;
  if (saved) {
    return (
      <p role="status">
        {says.saved} <Link to="/saved-searches">{says.toList}</Link>
      </p>
    );
  }
  return (
    <div>
      <Button
        variant="default"
        leftSection={<Bell size={16} aria-hidden="true" />}
        onClick={() => setOpened(true)}
      >
        {says.save}
      </Button>
      <MoveDialog
        title={says.title}
        opened={opened}
        onClose={() => setOpened(false)}
        submit={says.submit}
        move={move}
        onSubmit={(form) =>
          move.act({
            name: formText(form, 'name'),
            query: queryTextOf(filters),
            alerts: formText(form, 'alerts') as Alerts,
          })
        }
      >
        <p className="second">{says.lead}</p>
        <TextInput
          name="name"
          label={says.name}
          defaultValue={name.slice(0, NAME_LENGTH)}
          required
          withAsterisk={false}
          maxLength={NAME_LENGTH}
          error={move.errorOf('name')}
        />
        <NativeSelect
          name="alerts"
          label={says.tell}
          defaultValue="DAILY"
          data={Object.entries(says.alerts).map(([value, label]) => ({ value, label }))}
          error={move.errorOf('alerts')}
        />
      </MoveDialog>
    </div>
  );
}

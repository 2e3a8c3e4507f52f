/** What can be done with one truck or trailer: changed, or removed, each in a dialog. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import { changeEquipment, type Equipment, type NewEquipment, removeEquipment } from '../../../api/equipment';
import { useMove } from '../../../app/use-move';
import { MoveDialog } from '../../../ui/move-dialog';
import { equipmentWords as says } from '../../../words/equipment';
import { completeDraft, draftOf, nameOf } from './draft.rules';
import { EquipmentFields } from './fields';

interface Props {
  listingId: string;
  item: Equipment;
}

export function RowActs({ listingId, item }: Props) {
  const [opened, setOpened] = useState<'change' | 'remove' | null>(null);
  const close = () => setOpened(null);
  const name = nameOf(item);
  return (
    <span className="row">
      <Button
        variant="default"
        size="compact-sm"
        aria-label={says.changeNamed(name)}
        onClick={() => setOpened('change')}
      >
        {says.change}
      </Button>
      <Button
        variant="default"
        size="compact-sm"
        aria-label={says.removeNamed(name)}
        onClick={() => setOpened('remove')}
      >
        {says.remove}
      </Button>
      {opened === 'change' && <Changing listingId={listingId} item={item} onClose={close} />}
      {opened === 'remove' && <Removing listingId={listingId} item={item} onClose={close} />}
    </span>
  );
}

interface DialogProps extends Props {
  onClose(): void;
}

function Changing({ listingId, item, onClose }: DialogProps) {
  const [draft, setDraft] = useState(() => draftOf(item));
  const body = completeDraft(draft);
  const move = useMove((sent: NewEquipment) => changeEquipment(listingId, item.id, sent), {
    changes: [['listing', listingId, 'equipment']],
    onDone: onClose,
  });
  return (
    <MoveDialog
      title={says.changeTitle(nameOf(item))}
      opened
      onClose={onClose}
      submit={says.save}
      move={move}
      disabled={body === null}
      onSubmit={() => body && move.act(body)}
    >
      <EquipmentFields
        listingId={listingId}
        draft={draft}
        onChange={(part) => setDraft((before) => ({ ...before, ...part }))}
        errorOf={move.errorOf}
      />
    </MoveDialog>
  );
}

function Removing({ listingId, item, onClose }: DialogProps) {
  const move = useMove(() => removeEquipment(listingId, item.id), {
    changes: [['listing', listingId, 'equipment']],
    onDone: onClose,
  });
  return (
    <MoveDialog
      title={says.removeTitle(nameOf(item))}
      opened
      onClose={onClose}
      submit={says.remove}
      grave
      move={move}
      onSubmit={() => move.act(undefined)}
    >
      <p className="second">{says.removeNote}</p>
    </MoveDialog>
  );
}

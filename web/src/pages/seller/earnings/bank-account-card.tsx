/** The bank account that wires go to. */
import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { deleteBankAccount, type SavedBankAccount, setBankAccount } from '../../../api/earnings';
import { useMove } from '../../../app/use-move';
import { shortMoment } from '../../../format/time';
import { Chip, type Tone } from '../../../ui/chip';
import { Facts } from '../../../ui/facts';
import { formText } from '../../../ui/form-text';
import { MoveDialog } from '../../../ui/move-dialog';
import { OwnHands } from '../../../ui/own-hands';
import { words } from '../../../words';
import { earningsWords as says } from '../../../words/seller';

const TONES: Record<SavedBankAccount['status'], Tone> = { NONE: 'neutral', WAITING: 'warn', READY: 'ok' };
const { common } = words;

export function BankAccountCard({ account }: { account: SavedBankAccount }) {
  const [asked, setAsked] = useState<'set' | 'delete' | null>(null);
  const close = () => setAsked(null);
  const deleting = useMove(() => deleteBankAccount(), { changes: [['payouts']], onDone: close });
  const { status, usableFrom, accountHolder, bankName, routingNumber, lastDigits } = account;
  return (
    <section className="card stack-form">
      <div className="row">
        <h2>{says.bank}</h2>
        <Chip tone={TONES[status]}>{says.statuses[status]}</Chip>
      </div>
      {status === 'WAITING' && usableFrom && <p>{says.waits(shortMoment(usableFrom))}</p>}
      {status === 'NONE' ? (
        <p className="second">{says.bankNote}</p>
      ) : (
        <Facts
          facts={[
            { name: says.holder, value: accountHolder ?? common.none },
            { name: says.bankName, value: bankName ?? common.none },
            { name: says.routing, value: routingNumber ?? common.none },
            { name: says.number, value: says.ending(lastDigits ?? '') },
          ]}
        />
      )}
      <OwnHands>
        <div className="row">
          <Button variant="default" onClick={() => setAsked('set')}>
            {status === 'NONE' ? says.setNew : says.setOther}
          </Button>
          {status !== 'NONE' && (
            <Button variant="default" onClick={() => setAsked('delete')}>
              {says.delete}
            </Button>
          )}
        </div>
      </OwnHands>
      {asked === 'set' && <SetDialog onClose={close} />}
      <MoveDialog
        title={says.delete}
        opened={asked === 'delete'}
        onClose={close}
        submit={says.delete}
        grave
        move={deleting}
        onSubmit={() => deleting.act(undefined)}
      >
        <p>{says.deleteNote}</p>
      </MoveDialog>
    </section>
  );
}

const FIELDS = [
  { name: 'accountHolder', label: says.holder, hint: undefined },
  { name: 'bankName', label: says.bankName, hint: undefined },
  { name: 'routingNumber', label: says.routing, hint: says.routingHint },
  { name: 'accountNumber', label: says.number, hint: says.numberHint },
] as const;

function SetDialog({ onClose }: { onClose(): void }) {
  const setting = useMove(setBankAccount, { changes: [['payouts']], onDone: onClose });
  return (
    <MoveDialog
      title={says.setNew}
      opened
      onClose={onClose}
      submit={says.set}
      move={setting}
      onSubmit={(form) =>
        setting.act({
          accountHolder: formText(form, 'accountHolder'),
          bankName: formText(form, 'bankName'),
          routingNumber: formText(form, 'routingNumber'),
          accountNumber: formText(form, 'accountNumber'),
        })
      }
    >
      <p className="second">{says.setNote}</p>
      {FIELDS.map(({ name, label, hint }) => (
        <TextInput
          key={name}
          name={name}
          label={label}
          description={hint}
          required
          withAsterisk={false}
          autoComplete="off"
          data-secret
          maxLength={100}
          inputMode={hint ? 'numeric' : 'text'}
          error={setting.errorOf(name)}
        />
      ))}
    </MoveDialog>
  );
}

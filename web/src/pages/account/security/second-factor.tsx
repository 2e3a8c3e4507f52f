/** The second factor: off with the way to turn it on, or on with new codes and the way to turn it off. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import { account, type SecondFactorSetUp } from '../../../api/account';
import { useMove } from '../../../app/use-move';
import { Chip } from '../../../ui/chip';
import { FormProblem } from '../../../ui/form-problem';
import { MoveDialog } from '../../../ui/move-dialog';
import { OwnHands } from '../../../ui/own-hands';
import { PasswordField } from '../../../ui/password-field';
import { accountWords } from '../../../words/account';
import classes from '../account.module.css';
import { typedIn } from '../typed-in';
import { EnableForm } from './enable-form';
import { RecoveryCodes } from './recovery-codes';

const { security: says } = accountWords;

export function SecondFactor({ on }: { on: boolean }) {
  const [setUp, setSetUp] = useState<SecondFactorSetUp | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const start = useMove(() => account.setUpSecondFactor(), { onDone: ({ data }) => setSetUp(data) });
  const showCodes = ({ data }: { data: { recoveryCodes: string[] } }) => {
    setSetUp(null);
    setCodes(data.recoveryCodes);
  };
  const renew = useMove(() => account.replaceRecoveryCodes(), { onDone: showCodes });
  return (
    <section className={`card ${classes.part}`}>
      <div className="row">
        <h2>{says.factor}</h2>
        <Chip tone={on ? 'ok' : 'warn'}>{on ? says.on : says.off}</Chip>
      </div>
      <p className="second">{says.factorWhy}</p>
      <OwnHands>
        {codes && <RecoveryCodes codes={codes} onKept={() => setCodes(null)} />}
        {!codes && setUp && <EnableForm setUp={setUp} onEnabled={showCodes} />}
        {!codes && !setUp && !on && (
          <div>
            <Button loading={start.busy} onClick={() => start.act(undefined)}>
              {says.turnOn}
            </Button>
          </div>
        )}
        {!codes && on && (
          <>
            <div className="row">
              <Button variant="default" loading={renew.busy} onClick={() => renew.act(undefined)}>
                {says.newCodes}
              </Button>
              <TurnOff />
            </div>
            <p className="note">{says.newCodesHint}</p>
          </>
        )}
      </OwnHands>
      <FormProblem>{start.problem ?? renew.problem}</FormProblem>
    </section>
  );
}

function TurnOff() {
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  const move = useMove(account.disableSecondFactor, { changes: [['me']], onDone: () => setOpen(false) });
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        {says.turnOff}
      </Button>
      <MoveDialog
        title={says.turnOffTitle}
        opened={open}
        onClose={close}
        submit={says.turnOff}
        grave
        move={move}
        onSubmit={(form) => move.act(typedIn(form, 'password'))}
      >
        <p>{says.turnOffText}</p>
        <PasswordField
          name="password"
          label={says.yourPassword}
          autoComplete="current-password"
          error={move.errorOf('password')}
        />
      </MoveDialog>
    </>
  );
}

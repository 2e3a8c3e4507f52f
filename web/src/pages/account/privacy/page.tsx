/** What is stored about one: to take with one, or to have deleted. */
import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { account } from '../../../api/account';
import { saveFile } from '../../../api/download';
import { ownAcceptancesQuery } from '../../../api/nda';
import { session } from '../../../api/session';
import { NdaAcceptances } from '../../../app/nda-acceptances';
import { useMove } from '../../../app/use-move';
import { FormProblem } from '../../../ui/form-problem';
import { MoveDialog } from '../../../ui/move-dialog';
import { PasswordField } from '../../../ui/password-field';
import { words } from '../../../words';
import { accountWords } from '../../../words/account';
import { ndaWords } from '../../../words/nda';
import classes from '../account.module.css';
import { AccountFrame } from '../frame';
import { ListPart } from '../list-part';
import { typedIn } from '../typed-in';

const { privacy: says, security } = accountWords;
const { accountPages: pages } = words.pages;

export function PrivacyPage() {
  const take = useMove(() => saveFile('/users/me/export', 'mc-exchange-data.json'));
  return (
    <AccountFrame title={pages.privacy.title}>
      <section className={`card ${classes.part}`}>
        <h2>{says.exportTitle}</h2>
        <p className="second">{says.exportText}</p>
        <FormProblem>{take.problem}</FormProblem>
        <div>
          <Button variant="default" loading={take.busy} onClick={() => take.act(undefined)}>
            {says.download}
          </Button>
        </div>
      </section>
      <Accepted />
      <Removal />
    </AccountFrame>
  );
}

/** Under which terms they read the companies of others. */
const Accepted = () => (
  <ListPart title={ndaWords.ownTitle} list={useInfiniteQuery(ownAcceptancesQuery)} empty={ndaWords.ownEmpty}>
    {(rows) => <NdaAcceptances caption={ndaWords.ownCaption} rows={rows} of="signer" />}
  </ListPart>
);

function Removal() {
  const [open, setOpen] = useState(false);
  const move = useMove(account.remove, { onDone: () => void session.end() });
  const close = () => setOpen(false);
  return (
    <section className={`card ${classes.part}`}>
      <h2>{says.removeTitle}</h2>
      <p className="second">{says.removeText}</p>
      <div>
        <Button data-grave onClick={() => setOpen(true)}>
          {says.remove}
        </Button>
      </div>
      <MoveDialog
        title={says.removeSure}
        opened={open}
        onClose={close}
        submit={says.remove}
        grave
        move={move}
        onSubmit={(form) => move.act(typedIn(form, 'password'))}
      >
        <p>{says.removeSureText}</p>
        <PasswordField
          name="password"
          label={security.yourPassword}
          autoComplete="current-password"
          error={move.errorOf('password')}
        />
      </MoveDialog>
    </section>
  );
}

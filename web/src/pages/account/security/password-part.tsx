/** The password. A new one signs out everywhere else. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import { account } from '../../../api/account';
import { useSubmit } from '../../../app/use-submit';
import { FormProblem } from '../../../ui/form-problem';
import { OwnHands } from '../../../ui/own-hands';
import { PasswordField } from '../../../ui/password-field';
import { accountWords } from '../../../words/account';
import classes from '../account.module.css';
import { DoneNote } from '../done-note';
import { typedIn } from '../typed-in';

const { security: says, register } = accountWords;

export function PasswordPart({ email }: { email: string }) {
  const [changed, setChanged] = useState(false);
  const form = useSubmit(
    async (sent) => {
      setChanged(false);
      await account.changePassword({
        currentPassword: typedIn(sent, 'currentPassword'),
        newPassword: typedIn(sent, 'newPassword'),
      });
      sent.reset();
      setChanged(true);
    },
    ['currentPassword', 'newPassword'],
  );
  return (
    <section className="card">
      <form className={classes.part} onSubmit={form.onSubmit}>
        <h2>{says.password}</h2>
        <p className="second">{says.signsOut}</p>
        {/* For password managers, which keep the two together. */}
        <input type="text" value={email} autoComplete="username" readOnly hidden />
        <OwnHands>
          <div className={classes.fields}>
            <PasswordField
              name="currentPassword"
              label={says.current}
              autoComplete="current-password"
              error={form.errorOf('currentPassword')}
            />
            <PasswordField
              name="newPassword"
              label={says.fresh}
              description={register.passwordHint}
              autoComplete="new-password"
              error={form.errorOf('newPassword')}
            />
          </div>
          <FormProblem>{form.problem}</FormProblem>
          <DoneNote>{changed ? says.passwordChanged : null}</DoneNote>
          <div>
            <Button type="submit" variant="default" loading={form.busy}>
              {says.changePassword}
            </Button>
          </div>
        </OwnHands>
      </form>
    </section>
  );
}

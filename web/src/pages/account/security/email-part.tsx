/** The address to sign in with. It changes when the link in the letter to the new one is opened. */
import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { account } from '../../../api/account';
import type { Me } from '../../../api/queries';
import { useSubmit } from '../../../app/use-submit';
import { Chip } from '../../../ui/chip';
import { FormProblem } from '../../../ui/form-problem';
import { formText } from '../../../ui/form-text';
import { OwnHands } from '../../../ui/own-hands';
import { PasswordField } from '../../../ui/password-field';
import { accountWords } from '../../../words/account';
import classes from '../account.module.css';
import { DoneNote } from '../done-note';
import { typedIn } from '../typed-in';

const { security: says } = accountWords;

export function EmailPart({ me }: { me: Me }) {
  const [sentTo, setSentTo] = useState<string | null>(null);
  const form = useSubmit(
    async (sent) => {
      const { data } = await account.changeEmail({
        email: formText(sent, 'email'),
        password: typedIn(sent, 'password'),
      });
      sent.reset();
      setSentTo(data.email);
    },
    ['email', 'password'],
  );
  return (
    <section className="card">
      <form className={classes.part} onSubmit={form.onSubmit}>
        <h2>{says.email}</h2>
        <p className="row">
          <strong>{me.email}</strong>
          <Chip tone={me.emailVerified ? 'ok' : 'warn'}>
            {me.emailVerified ? says.confirmed : says.unconfirmed}
          </Chip>
          {!me.emailVerified && <a href="/resend-verification">{says.resend}</a>}
        </p>
        <OwnHands>
          <div className={classes.fields}>
            <TextInput
              name="email"
              type="email"
              label={says.newEmail}
              autoComplete="email"
              required
              withAsterisk={false}
              error={form.errorOf('email')}
            />
            <PasswordField
              name="password"
              label={says.yourPassword}
              autoComplete="current-password"
              error={form.errorOf('password')}
            />
          </div>
          <FormProblem>{form.problem}</FormProblem>
          <DoneNote>{sentTo === null ? null : says.emailSent(sentTo)}</DoneNote>
          <div>
            <Button type="submit" variant="default" loading={form.busy}>
              {says.changeEmail}
            </Button>
          </div>
        </OwnHands>
      </form>
    </section>
  );
}

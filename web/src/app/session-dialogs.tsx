/** What the session asks over an open page, so that what was typed on it stays: to sign in again, or to prove who it is. */
import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { session } from '../api/session';
import { proveAgain } from '../api/session-requests';
import { sessionStore } from '../api/session-store';
import { Dialog } from '../ui/dialog';
import { FormProblem } from '../ui/form-problem';
import { formText } from '../ui/form-text';
import { PasswordField } from '../ui/password-field';
import { words } from '../words';
import { codeOf, SignInForm } from './sign-in-form';
import { useMe, useSession } from './use-session';
import { useSubmit } from './use-submit';

const { signIn: says } = words;

export function SessionDialogs() {
  const { prompt } = useSession();
  const me = useMe();
  // The account stays named while the session is gone.
  const [email, setEmail] = useState<string>();
  if (me && me.email !== email) setEmail(me.email);
  return (
    <>
      <Dialog
        title={says.endedTitle}
        closeLabel={says.close}
        opened={prompt === 'sign-in'}
        onClose={session.forget}
      >
        <div className="stack-tight">
          <p className="second">{says.ended}</p>
          <SignInForm email={email} onDone={() => undefined} />
        </div>
      </Dialog>
      <Dialog
        title={says.stepUpTitle}
        closeLabel={says.close}
        opened={prompt === 'step-up'}
        onClose={() => sessionStore.settle(false)}
      >
        <StepUp bySecondFactor={me?.secondFactorEnabled ?? false} />
      </Dialog>
    </>
  );
}

function StepUp({ bySecondFactor }: { bySecondFactor: boolean }) {
  const form = useSubmit(
    async (sent) => {
      const typed = formText(sent, 'proof');
      const password = (sent.elements.namedItem('proof') as HTMLInputElement).value;
      await proveAgain(bySecondFactor ? codeOf(typed) : { password });
      sessionStore.settle(true);
    },
    ['password', 'code', 'recoveryCode'],
  );
  const error = form.errorOf('password') ?? form.errorOf('code') ?? form.errorOf('recoveryCode');
  return (
    <form className="stack-form" onSubmit={form.onSubmit}>
      <p className="second">{says.stepUp}</p>
      {bySecondFactor ? (
        <TextInput
          name="proof"
          label={says.code}
          description={says.codeHint}
          autoComplete="one-time-code"
          required
          withAsterisk={false}
          error={error}
        />
      ) : (
        <PasswordField name="proof" label={says.password} autoComplete="current-password" error={error} />
      )}
      <FormProblem>{form.problem}</FormProblem>
      <Button type="submit" loading={form.busy}>
        {says.prove}
      </Button>
    </form>
  );
}

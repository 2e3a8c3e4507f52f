/** Email and password, then the second step where the account has one: on its page, and in the dialog over a page. */
import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { completeSignIn, signIn } from '../api/session-requests';
import { formText } from '../ui/form-text';
import { FormProblem } from '../ui/form-problem';
import { PasswordField } from '../ui/password-field';
import { words } from '../words';
import { useSubmit } from './use-submit';

const { signIn: says } = words;

interface Props {
  email?: string;
  onDone(): void;
}

export function SignInForm({ email, onDone }: Props) {
  const [pendingToken, setPendingToken] = useState<string | null>(null);
  return pendingToken === null ? (
    <FirstStep email={email} onNeeded={setPendingToken} onDone={onDone} />
  ) : (
    <SecondStep pendingToken={pendingToken} onAgain={() => setPendingToken(null)} onDone={onDone} />
  );
}

function FirstStep({ email, onNeeded, onDone }: Props & { onNeeded(pendingToken: string): void }) {
  const form = useSubmit(
    async (sent) => {
      const pendingToken = await signIn({
        email: formText(sent, 'email'),
        // As it was typed: a blank may be a part of it.
        password: (sent.elements.namedItem('password') as HTMLInputElement).value,
      });
      if (pendingToken === null) onDone();
      else onNeeded(pendingToken);
    },
    ['email', 'password'],
  );
  return (
    <form className="stack-form" onSubmit={form.onSubmit}>
      <TextInput
        name="email"
        type="email"
        label={says.email}
        autoComplete="username"
        required
        withAsterisk={false}
        defaultValue={email}
        error={form.errorOf('email')}
      />
      <PasswordField
        name="password"
        label={says.password}
        autoComplete="current-password"
        error={form.errorOf('password')}
      />
      <FormProblem>{form.problem}</FormProblem>
      <Button type="submit" loading={form.busy}>
        {says.submit}
      </Button>
    </form>
  );
}

interface SecondStepProps {
  pendingToken: string;
  onAgain(): void;
  onDone(): void;
}

function SecondStep({ pendingToken, onAgain, onDone }: SecondStepProps) {
  const form = useSubmit(
    async (sent) => {
      const typed = formText(sent, 'code');
      await completeSignIn({ pendingToken, ...codeOf(typed) });
      onDone();
    },
    ['code', 'recoveryCode'],
  );
  return (
    <form className="stack-form" onSubmit={form.onSubmit}>
      <TextInput
        name="code"
        label={says.code}
        description={says.codeHint}
        autoComplete="one-time-code"
        required
        withAsterisk={false}
        autoFocus
        error={form.errorOf('code') ?? form.errorOf('recoveryCode')}
      />
      <FormProblem>{form.problem}</FormProblem>
      <Button type="submit" loading={form.busy}>
        {says.submit}
      </Button>
      <Button variant="default" onClick={onAgain}>
        {says.again}
      </Button>
    </form>
  );
}

/** Six digits are of the authenticator app, all else is a recovery code. */
export const codeOf = (typed: string): { code: string } | { recoveryCode: string } =>
  /^[\d\s]{6,12}$/.test(typed) ? { code: typed } : { recoveryCode: typed };

/** Opening an account. The answer never tells whether the address has one already; its owner is told by email. */
import { Button, Radio, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { configQuery } from '../../../api/queries';
import { type Registration, register } from '../../../api/session-requests';
import { useSubmit } from '../../../app/use-submit';
import { WhenOn } from '../../../app/when-on';
import { FormProblem } from '../../../ui/form-problem';
import { formText } from '../../../ui/form-text';
import { PageHeading } from '../../../ui/page-heading';
import { PasswordField } from '../../../ui/password-field';
import { words } from '../../../words';
import { accountWords } from '../../../words/account';
import classes from '../account.module.css';

const { signIn } = words;
const { accountPages: pages } = words.pages;
const { register: says } = accountWords;

const FIELDS = ['role', 'firstName', 'lastName', 'email', 'password', 'phone', 'companyName'];

export function RegisterPage() {
  const [sentTo, setSentTo] = useState<string | null>(null);
  return (
    <div className={classes.narrow}>
      {sentTo === null ? <RegistrationForm onDone={setSentTo} /> : <Sent to={sentTo} />}
    </div>
  );
}

function RegistrationForm({ onDone }: { onDone(email: string): void }) {
  const form = useSubmit(async (sent) => {
    const { data } = await register(readRegistration(sent));
    onDone(data.email);
  }, FIELDS);
  return (
    <>
      <PageHeading>{pages.register.title}</PageHeading>
      <WhenOn feature="REGISTRATION">
        <form className="card stack-form" onSubmit={form.onSubmit}>
          <fieldset className={classes.choice}>
            <legend>{says.role}</legend>
            <Radio name="role" value="BUYER" label={says.buyer} defaultChecked />
            <Radio name="role" value="SELLER" label={says.seller} />
          </fieldset>
          <div className={classes.pair}>
            <TextInput
              name="firstName"
              label={says.firstName}
              autoComplete="given-name"
              required
              withAsterisk={false}
              maxLength={100}
              error={form.errorOf('firstName')}
            />
            <TextInput
              name="lastName"
              label={says.lastName}
              autoComplete="family-name"
              maxLength={100}
              error={form.errorOf('lastName')}
            />
          </div>
          <TextInput
            name="email"
            type="email"
            label={signIn.email}
            autoComplete="username"
            required
            withAsterisk={false}
            error={form.errorOf('email')}
          />
          <PasswordField
            name="password"
            label={signIn.password}
            description={says.passwordHint}
            autoComplete="new-password"
            error={form.errorOf('password')}
          />
          <TextInput
            name="companyName"
            label={says.company}
            description={says.companyHint}
            autoComplete="organization"
            maxLength={200}
            error={form.errorOf('companyName')}
          />
          <TextInput
            name="phone"
            type="tel"
            label={says.phone}
            autoComplete="tel"
            maxLength={30}
            error={form.errorOf('phone')}
          />
          <FormProblem>{form.problem}</FormProblem>
          <Button type="submit" loading={form.busy}>
            {says.submit}
          </Button>
        </form>
      </WhenOn>
      <p>
        {says.hasAccount} <Link to="/sign-in">{signIn.submit}</Link>
      </p>
    </>
  );
}

/** What is optional and was left empty is not sent. */
function readRegistration(form: HTMLFormElement): Registration {
  const phone = formText(form, 'phone');
  const companyName = formText(form, 'companyName');
  return {
    role: formText(form, 'role') === 'SELLER' ? 'SELLER' : 'BUYER',
    firstName: formText(form, 'firstName'),
    lastName: formText(form, 'lastName'),
    email: formText(form, 'email'),
    password: (form.elements.namedItem('password') as HTMLInputElement).value,
    ...(phone ? { phone } : {}),
    ...(companyName ? { companyName } : {}),
  };
}

function Sent({ to }: { to: string }) {
  const { data: config } = useQuery(configQuery);
  return (
    <>
      <PageHeading>{says.sentTitle}</PageHeading>
      <div className="card stack-tight">
        <p>{says.sent(to)}</p>
        <p className="second">{says.sentHint}</p>
        {config?.outbox && (
          <p>
            <a href="/outbox">{says.outbox}</a>
          </p>
        )}
      </div>
      <p className="row">
        <Link to="/sign-in">{signIn.submit}</Link>
        <a href="/resend-verification">{says.resend}</a>
      </p>
    </>
  );
}

/** Signing in, and on to where one came from. Outside production the people of the demo are a press away. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { asProblem } from '../../../api/problem';
import { configQuery } from '../../../api/queries';
import { signIn } from '../../../api/session-requests';
import { safeNext } from '../../../api/tokens.rules';
import { SignInForm } from '../../../app/sign-in-form';
import { WhenOn } from '../../../app/when-on';
import { FormProblem } from '../../../ui/form-problem';
import { PageHeading } from '../../../ui/page-heading';
import { words } from '../../../words';
import classes from '../account.module.css';

const { signIn: says } = words;
const { accountPages: pages } = words.pages;
const route = getRouteApi('/sign-in');

export function SignInPage() {
  const { next } = route.useSearch();
  const { history } = useRouter();
  const goOn = () => history.push(safeNext(next));
  return (
    <div className={classes.narrow}>
      <PageHeading>{pages.signIn.title}</PageHeading>
      <div className="card stack-form">
        <SignInForm onDone={goOn} />
        <p className="row">
          <a href="/forgot-password">{says.forgot}</a>
        </p>
      </div>
      <WhenOn feature="REGISTRATION" quiet>
        <p>
          {says.noAccount} <Link to="/register">{says.register}</Link>
        </p>
      </WhenOn>
      <DemoPeople onDone={goOn} />
    </div>
  );
}

function DemoPeople({ onDone }: { onDone(): void }) {
  const { data: config } = useQuery(configQuery);
  const [busy, setBusy] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  if (!config || config.demoPeople.length === 0) return null;
  const enter = (email: string, password: string) => {
    setBusy(email);
    setProblem(null);
    signIn({ email, password })
      .then((pendingToken) => (pendingToken === null ? onDone() : setProblem(says.demoSecondFactor)))
      .catch((error: unknown) => setProblem(asProblem(error).message))
      .finally(() => setBusy(null));
  };
  return (
    <section className="stack-tight">
      <h2>{says.demoTitle}</h2>
      <p className="second">{says.demoNote}</p>
      <FormProblem>{problem}</FormProblem>
      <ul className={classes.people}>
        {config.demoPeople.map(({ email, password, what }) => (
          <li key={email} className={classes.person}>
            <span>
              <strong>{email}</strong>
              <br />
              <span className="second">{what}</span>
            </span>
            <Button
              variant="default"
              aria-label={says.signInAs(email)}
              loading={busy === email}
              onClick={() => enter(email, password)}
            >
              {says.submit}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

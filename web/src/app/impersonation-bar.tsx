/** Above every page while an administrator looks as somebody else, or a broker acts for them: whom, until when, and how it ends. */
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { answerOf, api } from '../api/client';
import { session } from '../api/session';
import { shortMoment } from '../format/time';
import { words } from '../words';
import { brokersWords } from '../words/brokers';
import classes from './shell.module.css';
import { useMe } from './use-session';

const { impersonation: says } = words;
const { acting } = brokersWords;

export function ImpersonationBar() {
  const me = useMe();
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);
  const behind = me?.impersonation ?? me?.broker;
  if (!me || !behind) return null;
  const acts = me.broker !== null;
  const end = async () => {
    setBusy(true);
    // Where the server cannot be told it ends by itself, and here at once.
    await answerOf(api.POST('/auth/impersonation/end')).catch(() => undefined);
    session.lookAsMyself();
    setBusy(false);
    await navigate({ to: acts ? '/account/brokers' : `/admin/users/${me.id}` });
  };
  return (
    <section className={classes.impersonation} aria-label={acts ? acting.label : says.label}>
      <span>{(acts ? acting : says).banner(`${me.firstName} ${me.lastName}`)}</span>
      <span>{says.until(shortMoment(behind.endsAt))}</span>
      <button type="button" disabled={busy} onClick={() => void end()}>
        {says.end}
      </button>
    </section>
  );
}

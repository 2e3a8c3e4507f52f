/** Above every page while an administrator looks as somebody else: whom, until when, and how it ends. */
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { answerOf, api } from '../api/client';
import { session } from '../api/session';
import { shortMoment } from '../format/time';
import { words } from '../words';
import classes from './shell.module.css';
import { useMe } from './use-session';

const { impersonation: says } = words;

export function ImpersonationBar() {
  const me = useMe();
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);
  if (!me?.impersonation) return null;
  const end = async () => {
    setBusy(true);
    // Where the server cannot be told it ends by itself, and here at once.
    await answerOf(api.POST('/auth/impersonation/end')).catch(() => undefined);
    session.lookAsMyself();
    setBusy(false);
    await navigate({ to: `/admin/users/${me.id}` });
  };
  return (
    <section className={classes.impersonation} aria-label={says.label}>
      <span>{says.banner(`${me.firstName} ${me.lastName}`)}</span>
      <span>{says.until(shortMoment(me.impersonation.endsAt))}</span>
      <button type="button" disabled={busy} onClick={() => void end()}>
        {says.end}
      </button>
    </section>
  );
}

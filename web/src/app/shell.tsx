/** What stands round every page: the way past it, header, footer, and a word when the network is gone. */
import { Outlet } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { LoadAnewProvider } from '../ui/dialog';
import { WhyClosedProvider } from '../ui/may-change';
import { words } from '../words';
import { Footer } from './footer';
import { Header } from './header';
import { Announcements } from './announcements';
import { loadAnew } from './lost-files';
import { ReleaseBar } from './release-bar';
import classes from './shell.module.css';
import { useClosedBecause, useOnline } from './use-closed';
import { useSession } from './use-session';

export const Shell = () => (
  <LoadAnewProvider value={loadAnew}>
    <div className={classes.shell}>
      <a className={classes.skip} href="#content">
        {words.shell.skip}
      </a>
      <Impersonation />
      <Header />
      <Announcements />
      <ReleaseBar />
      <OfflineBar />
      <main id="content" className={classes.content} tabIndex={-1}>
        <WhyClosed>
          <Outlet />
        </WhyClosed>
      </main>
      <Footer />
      <SessionQuestions />
    </div>
  </LoadAnewProvider>
);

const WhyClosed = ({ children }: { children: ReactNode }) => (
  <WhyClosedProvider value={useClosedBecause()}>{children}</WhyClosedProvider>
);

/** Few ever see it. */
const ImpersonationBar = lazy(() =>
  import('./impersonation-bar').then(({ ImpersonationBar: loaded }) => ({ default: loaded })),
);

function Impersonation() {
  const { looksAsOther } = useSession();
  return looksAsOther ? (
    <Suspense>
      <ImpersonationBar />
    </Suspense>
  ) : null;
}

/** Loaded with the first question: most pages never ask one. */
const SessionDialogs = lazy(() =>
  import('./session-dialogs').then(({ SessionDialogs: loaded }) => ({ default: loaded })),
);

function SessionQuestions() {
  const { prompt } = useSession();
  const [asked, setAsked] = useState(false);
  if (prompt !== null && !asked) setAsked(true);
  return asked ? (
    <Suspense>
      <SessionDialogs />
    </Suspense>
  ) : null;
}

function OfflineBar() {
  const online = useOnline();
  return (
    <div role="status" className={online ? undefined : classes.offline}>
      {!online && words.shell.offline}
    </div>
  );
}

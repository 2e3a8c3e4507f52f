/** Above every page: that nothing can be changed for a while, and what everybody is told. */
import { CloseButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { configQuery } from '../api/queries';
import { words } from '../words';
import classes from './shell.module.css';

const { shell } = words;

const LOOK_MS = 300_000;
const LOOK_WHILE_CLOSED_MS = 30_000;

/** The announcement that was put away in this browser; another one shows again. */
const PUT_AWAY = 'mcx-announcement-read';

export function Announcements() {
  const { data: config } = useQuery({
    ...configQuery,
    refetchInterval: ({ state }) => (state.data?.data.maintenance ? LOOK_WHILE_CLOSED_MS : LOOK_MS),
  });
  const [putAway, setPutAway] = useState(() => localStorage.getItem(PUT_AWAY));
  const announcement = config?.announcement ?? null;
  const hide = (text: string) => {
    localStorage.setItem(PUT_AWAY, text);
    setPutAway(text);
  };
  return (
    <>
      {config?.maintenance && (
        <section className={classes.closed} aria-label={shell.closedLabel}>
          <p>
            {config.maintenance} {shell.closed}
          </p>
        </section>
      )}
      {announcement !== null && announcement !== putAway && (
        <section className={classes.announcement} aria-label={shell.announcement}>
          <p>{announcement}</p>
          <CloseButton size={36} aria-label={shell.announcementRead} onClick={() => hide(announcement)} />
        </section>
      )}
    </>
  );
}

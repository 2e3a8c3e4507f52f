/** Says above the page that a release has replaced the files of this tab, and loads it anew when its reader wants to. */
import { Button } from '@mantine/core';
import { words } from '../words';
import { loadAnew, useLostFiles } from './lost-files';
import classes from './shell.module.css';

const { shell } = words;

export const ReleaseBar = () =>
  useLostFiles() ? (
    <section className={classes.announcement} aria-label={shell.release}>
      <p role="status">{shell.released}</p>
      <Button size="compact-sm" variant="default" className={classes.loadAnew} onClick={loadAnew}>
        {shell.loadAnew}
      </Button>
    </section>
  ) : null;

/** The footer: terms, the interface for programs, the choice of colors; outside production what helps to try things. */
import { type MantineColorScheme, useMantineColorScheme } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { configQuery } from '../api/queries';
import { words } from '../words';
import classes from './shell.module.css';

const { shell } = words;

const SCHEMES: readonly { value: MantineColorScheme; label: string }[] = [
  { value: 'light', label: shell.light },
  { value: 'dark', label: shell.dark },
  { value: 'auto', label: shell.system },
];

export function Footer() {
  const { data: config } = useQuery(configQuery);
  return (
    <footer className={classes.footer}>
      <div className={classes.footerInner}>
        <nav className={classes.footerLinks} aria-label={shell.footerNavigation}>
          <Link to="/how-it-works">{shell.howItWorks}</Link>
          <Link to="/guide">{shell.guide}</Link>
          <Link to="/carrier-check">{shell.carrierCheck}</Link>
          <Link to="/pricing">{shell.pricing}</Link>
          <Link to="/legal/nda">{shell.nda}</Link>
          <a href="/api/docs/">{shell.api}</a>
          {config?.outbox && (
            <>
              <Link to="/demo">{shell.demo}</Link>
              <a href="/outbox">{shell.outbox}</a>
              <a href="/api/health/ready">{shell.health}</a>
            </>
          )}
        </nav>
        <ColorChoice />
        {config && config.carrierSource === 'recorded' && (
          <p className={classes.fictional}>{shell.fictional}</p>
        )}
      </div>
    </footer>
  );
}

function ColorChoice() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <div role="group" aria-label={shell.colors} className={classes.choice}>
      {SCHEMES.map(({ value, label }) => (
        <button
          key={value}
          type="button"
          aria-pressed={colorScheme === value}
          onClick={() => setColorScheme(value)}
        >
          {label}
        </button>
      ))}
    </div>
  );
}

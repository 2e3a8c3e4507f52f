/** Who is signed in: what is their own, and the way out. It is loaded once somebody is. */
import { Menu } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { LogOut } from 'lucide-react';
import type { Me } from '../api/queries';
import { words } from '../words';
import { NameButton } from './name-button';
import { OWN_PATHS, useSignOut } from './person-links';

const { shell, own } = words;

interface Props {
  me: Me;
  /** It was pressed before it was loaded. */
  opened: boolean;
}

export function PersonMenu({ me, opened }: Props) {
  const signOut = useSignOut();
  return (
    <Menu defaultOpened={opened} position="bottom-end" width={260} withinPortal={false}>
      <Menu.Target>
        <NameButton name={me.displayName} />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{me.email}</Menu.Label>
        {OWN_PATHS.map((path) => (
          <Menu.Item key={path} component={Link} to={path}>
            {own[path]}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<LogOut size={16} aria-hidden="true" />} onClick={signOut}>
          {shell.signOut}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

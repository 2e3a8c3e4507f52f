/** The name of whoever is signed in, as the button of their menu. */
import { Button, type ButtonProps } from '@mantine/core';
import { ChevronDown } from 'lucide-react';
import type { ComponentProps } from 'react';
import classes from './shell.module.css';

type Props = ButtonProps & Omit<ComponentProps<'button'>, keyof ButtonProps> & { name: string };

export const NameButton = ({ name, ...others }: Props) => (
  <Button
    variant="default"
    {...others}
    className={classes.wideButton}
    rightSection={<ChevronDown size={16} aria-hidden="true" />}
  >
    {name}
  </Button>
);

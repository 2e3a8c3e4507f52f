/** What the platform has switched off is not offered: a word stands in its place, or nothing. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { type Config, configQuery } from '../api/queries';
import { words } from '../words';

interface Props {
  feature: Config['switchedOff'][number];
  /** Nothing stands in its place. */
  quiet?: true;
  children: ReactNode;
}

export const useSwitchedOff = (feature: Props['feature']): boolean =>
  useQuery(configQuery).data?.switchedOff.includes(feature) ?? false;

export function WhenOn({ feature, quiet, children }: Props) {
  if (!useSwitchedOff(feature)) return children;
  return quiet ? null : <p className="second">{words.shell.switchedOff[feature]}</p>;
}

/** The way to save a card or bank account, and back to where it was needed. */
import { useQuery } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { configQuery } from '../api/queries';
import { words } from '../words';

const { payWith: says } = words;

/** A load of its own, and no link within the app: the gateway's form may run on that address alone. */
export function AddMethodLink() {
  const { data: config } = useQuery(configQuery);
  const here = useLocation({ select: ({ href }) => href });
  const to = config?.cardForm ? `/account/billing/add?next=${encodeURIComponent(here)}` : '/account/billing';
  return <a href={to}>{says.add}</a>;
}

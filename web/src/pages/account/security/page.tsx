/** How one signs in: address, password, second factor. */
import { useMe } from '../../../app/use-session';
import { Skeleton } from '../../../ui/skeleton';
import { words } from '../../../words';
import { AccountFrame } from '../frame';
import { EmailPart } from './email-part';
import { PasswordPart } from './password-part';
import { SecondFactor } from './second-factor';

const { accountPages: pages } = words.pages;

export function SecurityPage() {
  const me = useMe();
  return (
    <AccountFrame title={pages.security.title}>
      {me ? (
        <>
          <SecondFactor on={me.secondFactorEnabled} />
          <PasswordPart email={me.email} />
          <EmailPart me={me} />
        </>
      ) : (
        <Skeleton heights={[180, 260, 260]} />
      )}
    </AccountFrame>
  );
}

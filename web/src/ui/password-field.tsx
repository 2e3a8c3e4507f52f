/** A field for a password, which can be shown: the button that does it has a name, and is reached by keys. */
import { PasswordInput, type PasswordInputProps } from '@mantine/core';
import { words } from '../words';

export const PasswordField = (props: PasswordInputProps) => (
  <PasswordInput
    required
    withAsterisk={false}
    visibilityToggleButtonProps={{
      'aria-label': words.signIn.showPassword,
      'aria-hidden': undefined,
      tabIndex: 0,
    }}
    {...props}
  />
);

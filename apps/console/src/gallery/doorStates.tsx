import { MessageScreen } from '@frontdesk/stage';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { SignInScreen } from '../door/SignInScreen.js';
import { WelcomeScreen } from '../door/WelcomeScreen.js';

const nothing = (): void => undefined;
const DOOR = { needsFirstAdmin: false, passwords: true, oidc: null };

function signIn(fields: Partial<Parameters<typeof SignInScreen>[0]> = {}): ReactNode {
  return (
    <SignInScreen
      door={DOOR}
      why={null}
      onSignIn={async () => ({ ok: false, reason: 'wrong' })}
      onOidc={async () => false}
      {...fields}
    />
  );
}

function welcome(fields: Partial<Parameters<typeof WelcomeScreen>[0]> = {}): ReactNode {
  return (
    <WelcomeScreen
      kind="firstAdmin"
      onSubmit={async () => ({ ok: false, reason: 'weakPassword' })}
      onSignIn={nothing}
      {...fields}
    />
  );
}

function Elsewhere() {
  const { t } = useTranslation('console');
  const button = { label: t('elsewhere.useHere'), onClick: nothing };
  return <MessageScreen title={t('elsewhere.title')} text={t('elsewhere.text')} button={button} />;
}

/** Every screen before one is in. */
export const DOOR_STATES: Readonly<Record<string, () => ReactNode>> = {
  'sign-in': () => signIn(),
  'sign-in-oidc': () => signIn({ door: { ...DOOR, oidc: { name: 'Example Bank' } } }),
  'sign-in-ended': () => signIn({ why: 'ended', email: 'amy@example.com' }),
  'sign-in-disabled': () => signIn({ why: 'disabled' }),
  'sign-in-nobody': () => signIn({ door: { ...DOOR, needsFirstAdmin: true } }),
  'first-admin': () => welcome(),
  invitation: () => welcome({ kind: 'invitation', name: 'Dario Fontana', email: 'dario@example.com' }),
  reset: () => welcome({ kind: 'reset' }),
  'link-gone': () => welcome({ isGone: true }),
  elsewhere: () => <Elsewhere />,
};

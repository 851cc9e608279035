import type { ConnectionView } from '@frontdesk/client';
import { useTranslation } from 'react-i18next';
import { assertNever } from '../assertNever.js';
import { MessageScreen } from './MessageScreen.js';

interface RefusedScreenProps {
  readonly reason: Extract<ConnectionView, { state: 'refused' }>['reason'];
  readonly onJoinAgain: () => void;
  readonly onTryAgain: () => void;
}

/** The service does not let this page in, with the one thing that helps. */
export function RefusedScreen({ reason, onJoinAgain, onTryAgain }: RefusedScreenProps) {
  const { t } = useTranslation();
  switch (reason) {
    case 'unauthorized':
      return (
        <MessageScreen
          title={t('connection.unauthorizedTitle')}
          text={t('connection.unauthorizedText')}
          button={{ label: t('connection.unauthorizedButton'), onClick: onJoinAgain }}
        />
      );
    case 'protocol':
      return (
        <MessageScreen
          title={t('connection.protocolTitle')}
          text={t('connection.protocolText')}
          button={{ label: t('connection.reload'), onClick: () => location.reload() }}
        />
      );
    case 'not_reachable':
      return (
        <MessageScreen
          title={t('connection.notReachableTitle')}
          text={t('connection.notReachableText')}
          button={{ label: t('connection.tryAgain'), onClick: onTryAgain }}
        />
      );
    default:
      return assertNever(reason);
  }
}

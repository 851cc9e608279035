import type { FetchProblem, StaffList } from '@frontdesk/client';
import type { Invitation, OneTimeLink, StaffMember, StaffRole } from '@frontdesk/protocol';
import { Avatar, Notice, useNow } from '@frontdesk/ui';
import { Button, NativeSelect } from '@mantine/core';
import { KeyRound, UserRoundPlus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card, Empty } from '../parts/Card.js';
import { dayAndTime } from '../parts/span.js';
import { Table } from '../parts/Table.js';
import { InviteDialog, LinkDialog } from './LinkDialogs.js';
import css from './PeoplePage.module.css';
import { ROLES } from './roles.js';

export type LinkAnswer =
  | { readonly ok: true; readonly value: OneTimeLink }
  | { readonly ok: false; readonly reason: FetchProblem };

export interface PeoplePageProps {
  /** Oneself: nobody disables themselves by a slip. */
  readonly selfId: string;
  readonly list: StaffList | null;
  readonly problem: FetchProblem | null;
  readonly onInvite: (who: Pick<StaffMember, 'name' | 'email' | 'role'>) => Promise<LinkAnswer>;
  readonly onChange: (userId: string, change: { readonly role?: StaffRole; readonly isDisabled?: boolean }) => void;
  readonly onReset: (userId: string) => Promise<LinkAnswer>;
  readonly onWithdraw: (invitationId: string) => void;
}

/** Who works here: invited, in a role, or disabled. */
export function PeoplePage(props: PeoplePageProps) {
  const { t } = useTranslation('console');
  const { list, problem } = props;
  const [isInviting, setInviting] = useState(false);
  const [reset, setReset] = useState<{ readonly name: string; readonly link: OneTimeLink } | null>(null);
  const onReset = async ({ userId, name }: StaffMember): Promise<void> => {
    const made = await props.onReset(userId);
    if (made.ok) setReset({ name, link: made.value });
  };
  return (
    <section className={css.page} aria-labelledby="people-title">
      <div className={css.head}>
        <h1 id="people-title" className={css.title}>
          {t('people.title')}
        </h1>
        <Button leftSection={<UserRoundPlus size={19} aria-hidden="true" />} onClick={() => setInviting(true)}>
          {t('people.invite')}
        </Button>
      </div>
      {problem && (
        <Notice tone="danger" isLive>
          {t(problem === 'taken' ? 'people.lastAdmin' : `parts.problem.${problem}`)}
        </Notice>
      )}
      {list && <Members {...props} members={list.members} onReset={(member) => void onReset(member)} />}
      {list && <Invited invitations={list.invitations} onWithdraw={props.onWithdraw} />}
      {isInviting && <InviteDialog onInvite={props.onInvite} onClose={() => setInviting(false)} />}
      {reset && (
        <LinkDialog
          title={t('people.resetTitle', { name: reset.name })}
          text={t('people.resetText', { name: reset.name })}
          link={reset.link}
          onClose={() => setReset(null)}
        />
      )}
    </section>
  );
}

interface MembersProps extends Pick<PeoplePageProps, 'selfId' | 'onChange'> {
  readonly members: readonly StaffMember[];
  readonly onReset: (member: StaffMember) => void;
}

function Members({ selfId, members, onChange, onReset }: MembersProps) {
  const { t } = useTranslation('console');
  return (
    <Card title={t('people.accounts', { count: members.length })}>
      <Table label={t('people.title')} heads={[t('people.name'), t('people.role'), t('people.state'), '']}>
        {members.map((member) => {
          const { userId, name, email, role, isDisabled } = member;
          const isSelf = userId === selfId;
          return (
            <tr key={userId} data-off={isDisabled} className={css.row}>
              <th scope="row">
                <span className={css.person}>
                  <Avatar userId={userId} name={name} />
                  <span className={css.who}>
                    <span dir="auto">{isSelf ? t('people.self', { name }) : name}</span>
                    <span className={css.email}>{email}</span>
                  </span>
                </span>
              </th>
              <td>
                <NativeSelect
                  size="sm"
                  aria-label={t('people.roleOf', { name })}
                  disabled={isSelf}
                  value={role}
                  data={ROLES.map((each) => ({ value: each, label: t(`role.${each}`) }))}
                  onChange={(event) => onChange(userId, { role: event.currentTarget.value as StaffRole })}
                />
              </td>
              <td>{t(isDisabled ? 'people.disabled' : 'people.active')}</td>
              <td className={css.deeds}>
                {!isDisabled && (
                  <Button
                    size="compact-md"
                    variant="subtle"
                    leftSection={<KeyRound size={16} aria-hidden="true" />}
                    aria-label={t('people.resetOf', { name })}
                    onClick={() => onReset(member)}
                  >
                    {t('people.reset')}
                  </Button>
                )}
                {!isSelf && (
                  <Button
                    size="compact-md"
                    variant="default"
                    aria-label={t(isDisabled ? 'people.enableOf' : 'people.disableOf', { name })}
                    onClick={() => onChange(userId, { isDisabled: !isDisabled })}
                  >
                    {t(isDisabled ? 'people.enable' : 'people.disable')}
                  </Button>
                )}
              </td>
            </tr>
          );
        })}
      </Table>
    </Card>
  );
}

function Invited({
  invitations,
  onWithdraw,
}: {
  readonly invitations: readonly Invitation[];
  readonly onWithdraw: (id: string) => void;
}) {
  const { t, i18n } = useTranslation('console');
  const now = useNow();
  return (
    <Card title={t('people.invited')}>
      {invitations.length === 0 ? (
        <Empty>{t('people.nobodyInvited')}</Empty>
      ) : (
        <Table label={t('people.invited')} heads={[t('people.name'), t('people.role'), t('people.until'), '']}>
          {invitations.map(({ invitationId, name, email, role, expiresAt }) => (
            <tr key={invitationId}>
              <th scope="row">
                <span className={css.who}>
                  <span dir="auto">{name}</span>
                  <span className={css.email}>{email}</span>
                </span>
              </th>
              <td>{t(`role.${role}`)}</td>
              <td>{dayAndTime(expiresAt, now, i18n.language)}</td>
              <td className={css.deeds}>
                <Button
                  size="compact-md"
                  variant="default"
                  aria-label={t('people.withdrawOf', { name })}
                  onClick={() => onWithdraw(invitationId)}
                >
                  {t('people.withdraw')}
                </Button>
              </td>
            </tr>
          ))}
        </Table>
      )}
    </Card>
  );
}

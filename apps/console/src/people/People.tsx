import type { Fetched, FetchProblem, HttpOffice } from '@frontdesk/client';
import { useState } from 'react';
import { useFetched } from '../parts/useFetched.js';
import { PeoplePage } from './PeoplePage.js';

interface PeopleProps {
  readonly office: Pick<HttpOffice, 'staff' | 'invite' | 'changeMember' | 'resetPassword' | 'withdraw'>;
  readonly selfId: string;
}

/** The staff as the server has it; whatever is done is followed by a new look. */
export function People({ office, selfId }: PeopleProps) {
  const { value, problem, again } = useFetched(office.staff, 'staff');
  const [refusal, setRefusal] = useState<FetchProblem | null>(null);
  const then = async <T,>(asked: Promise<Fetched<T>>): Promise<Fetched<T>> => {
    const answer = await asked;
    setRefusal(answer.ok ? null : answer.reason);
    again();
    return answer;
  };
  return (
    <PeoplePage
      selfId={selfId}
      list={value}
      problem={problem ?? refusal}
      onInvite={async (who) => {
        const answer = await office.invite(who);
        again();
        return answer;
      }}
      onChange={(userId, change) => void then(office.changeMember(userId, change))}
      onReset={(userId) => then(office.resetPassword(userId))}
      onWithdraw={(invitationId) => void then(office.withdraw(invitationId))}
    />
  );
}

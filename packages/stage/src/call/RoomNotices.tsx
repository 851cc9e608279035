import { UserMinus, UserPlus, Users } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Presence, type RoomNews, roomNews } from './roomNews.js';
import { Said } from './Said.js';

/** How long one is told who came or went, in ms: time to read two names. */
const SAID_MS = 6_000;

const SIGNS = { joined: UserPlus, left: UserMinus, now: Users };

/** Who has come, who has gone, and to whom one talks now; for eyes and for screen readers. */
export function RoomNotices(presence: Presence) {
  const { t } = useTranslation();
  const news = useNews(presence);
  return news.map(({ type, name }) => {
    const Sign = SIGNS[type];
    return (
      <Said key={`${type} ${name}`} icon={<Sign size={17} aria-hidden="true" />}>
        {t(`room.${type}`, { name })}
      </Said>
    );
  });
}

/** What was new in the last seconds; of each person only the last. */
function useNews(presence: Presence): readonly RoomNews[] {
  const [said, setSaid] = useState<readonly RoomNews[]>([]);
  const before = useRef(presence);
  useEffect(() => {
    const news = roomNews(before.current, presence);
    before.current = presence;
    if (news.length > 0)
      setSaid((earlier) => [...earlier.filter(({ name }) => !news.some((each) => each.name === name)), ...news]);
  });
  useEffect(() => {
    if (said.length === 0) return;
    const timer = setTimeout(() => setSaid([]), SAID_MS);
    return () => clearTimeout(timer);
  }, [said]);
  return said;
}

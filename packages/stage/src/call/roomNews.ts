/** Who is there, as far as coming and going goes. */
export interface Presence {
  readonly main: { readonly userId: string; readonly name: string };
  readonly others: readonly { readonly userId: string; readonly name: string }[];
}

/** Something that one should be told of the people in the call. */
export interface RoomNews {
  readonly type: 'joined' | 'left' | 'now';
  readonly name: string;
}

/** What has changed: who has come, who has gone, and to whom one talks now that the call has gone over. */
export function roomNews(before: Presence, after: Presence): readonly RoomNews[] {
  const has = ({ others }: Presence, userId: string): boolean => others.some((each) => each.userId === userId);
  const isHandedOver = before.main.userId !== after.main.userId;
  const now: RoomNews[] = isHandedOver ? [{ type: 'now', name: after.main.name }] : [];
  const joined = after.others.filter(({ userId }) => !has(before, userId) && userId !== after.main.userId);
  // Whose place somebody has taken is gone by that.
  const left = before.others.filter(
    ({ userId }) => !has(after, userId) && !(isHandedOver && userId === before.main.userId),
  );
  const told = (type: 'joined' | 'left', people: Presence['others']): RoomNews[] =>
    people.map(({ name }) => ({ type, name }));
  return [...now, ...told('joined', joined), ...told('left', left)];
}

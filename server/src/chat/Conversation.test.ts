import { LIMITS } from '@frontdesk/protocol';
import { describe, expect, it } from 'vitest';
import { Conversation, type Said } from './Conversation.js';

function said(messageId: string, text = 'Hello'): Said {
  return { callId: 'c', messageId, from: 'ann', at: 1, kind: 'text', text, notice: null, file: null };
}

describe('a conversation', () => {
  it('[message order] numbers what is said, and gives what came after a number', () => {
    const talk = new Conversation();
    expect([talk.add(said('a')).seq, talk.add(said('b')).seq, talk.add(said('c')).seq]).toEqual([1, 2, 3]);
    expect(talk.after(1).messages.map(({ messageId }) => messageId)).toEqual(['b', 'c']);
    expect(talk.after(3)).toEqual({ messages: [], more: false });
  });

  it('[message once] knows each by its sender and id', () => {
    const talk = new Conversation();
    const first = talk.add(said('a'));
    expect(talk.known('ann', 'a')).toBe(first);
    expect(talk.known('bob', 'a')).toBeUndefined();
    talk.drop(first);
    expect([talk.known('ann', 'a'), talk.length]).toEqual([undefined, 0]);
  });

  it('[message replay] gives 100 at a time', () => {
    const talk = new Conversation();
    for (let count = 0; count < 101; count++) talk.add(said(`m${count}`));
    expect(talk.after(0)).toMatchObject({ more: true, messages: { length: 100 } });
    expect(talk.after(1)).toMatchObject({ more: false, messages: { length: 100 } });
  });

  it('[message bounds] is full at 1,000 messages, or at 262,144 characters', () => {
    const many = new Conversation();
    for (let count = 0; count < LIMITS.messagesPerCall; count++) {
      expect(many.isFullFor('')).toBe(false);
      many.add(said(`m${count}`, ''));
    }
    expect(many.isFullFor('')).toBe(true);
    const long = new Conversation();
    for (let count = 0; count < 64; count++) long.add(said(`m${count}`, 'x'.repeat(4_096)));
    expect([long.isFullFor(''), long.isFullFor('x')]).toEqual([false, true]);
  });

  it('[message kept] goes on after a restart above every number that a page can have seen', () => {
    const before = new Conversation();
    const kept = before.add(said('a'));
    const lost = Array.from({ length: LIMITS.messagesPerCall - 1 }, (_, count) => before.add(said(`lost${count}`)));
    const after = new Conversation([kept]);
    const next = after.add(said('b'));
    expect(Math.max(...lost.map(({ seq }) => seq))).toBeLessThan(next.seq);
    expect(after.after(0).messages).toEqual([kept, next]);
    expect(after.known('ann', 'a')).toEqual(kept);
  });
});

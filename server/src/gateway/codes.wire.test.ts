import { describe, expect, it } from 'vitest';
import { requestTo, talk } from '../../test/calls.js';
import { useTown } from '../../test/useTown.js';

const town = useTown();

describe('a code that the server gives no meaning', () => {
  it.each([100_902, 777, 2_147_483_647])(
    '[code 100902] [other codes] of a FINISH passes through as it is: %i',
    async (code) => {
      const [ann, bob] = [await town.enter('Ann'), await town.enter('Bob')];
      const { callId } = await talk(ann, bob);
      await ann.does('call:finish', { callId, code });
      expect(await bob.next('call:finish')).toMatchObject({ code, call: { code, endedBy: 'caller' } });
    },
  );

  it('[code 100903] [code 100904] [other codes] of a business server passes through as it is', async () => {
    const [ann, bob] = [await town.enter('Ann'), await town.enter('Bob')];
    const desk = await town.attach(({ text }) =>
      text === 'now' ? { code: 0 } : { code: 100_904, text: 'We open at 9.' },
    );
    await ann.does('call:request', requestTo(bob.userId));
    const call = { code: 100_904, endedBy: 'business', state: 'finished' };
    expect(await ann.next('call:reply')).toMatchObject({ code: 100_904, text: 'We open at 9.', call });

    const { callId } = await ann.does('call:request', requestTo(bob.userId, { text: 'now' }));
    await bob.next('call:request');
    await bob.does('call:reply', { callId, code: 0 });
    await desk.does('call:finish', { callId, code: 100_903, text: 'Cid goes on with it.' });
    for (const person of [ann, bob]) {
      expect(await person.next('call:finish')).toMatchObject({ code: 100_903, text: 'Cid goes on with it.' });
    }
    await desk.leave();
  });
});

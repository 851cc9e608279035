import { describe, expect, it } from 'vitest';
import { choose, done, isFree, MISSED, miss, newSeat, reach, ring, type Seat, spare, talk, wrapUp } from './seat.js';

function atWork(now = 0): Seat {
  return choose(reach(newSeat('ann', now), null, now), 'available', null, now);
}

describe('an agent', () => {
  it('is offered nothing before the console has proved that it can ring', () => {
    const unproved = choose(newSeat('ann', 0), 'available', null, 1);
    expect([unproved.status, isFree(unproved)]).toEqual(['available', false]);
    const proved = reach(unproved, null, 5);
    expect([isFree(proved), proved.since]).toEqual([true, 5]);
    expect(isFree(reach(proved, 'soundBlocked', 6))).toBe(false);
  });

  it('takes a call, talks, wraps up, and is available again', () => {
    const rung = ring(atWork(), 'c', 10);
    expect([rung.status, rung.callId, rung.offeredAt, isFree(rung)]).toEqual(['ringing', 'c', 10, false]);
    const talking = talk(rung, 'c', 20);
    expect([talking.status, talking.calls, isFree(talking)]).toEqual(['inCall', 1, false]);
    const after = wrapUp(talking, 30_000, 100);
    expect(after).toMatchObject({ status: 'wrapUp', callId: 'c', until: 30_100, talkMs: 80 });
    expect(isFree(after)).toBe(false);
    expect(done(after, 200)).toMatchObject({ status: 'available', callId: null, until: null, since: 200 });
    expect(wrapUp(talking, 0, 100)).toMatchObject({ status: 'available', callId: null, talkMs: 80 });
  });

  it('who wishes for a break or to go in a call gets it after the wrap-up', () => {
    const talking = talk(ring(atWork(), 'c', 1), 'c', 2);
    const wished = choose(talking, 'break', 'lunch', 3);
    expect([wished.status, wished.callId]).toEqual(['inCall', 'c']);
    expect(done(wrapUp(wished, 10, 4), 5)).toMatchObject({ status: 'break', reason: 'lunch' });
    expect(done(wrapUp(choose(talking, 'offline', null, 3), 10, 4), 5).status).toBe('offline');
  });

  it('goes on a break after three offers in a row that were not taken', () => {
    let seat = atWork();
    for (const at of [1, 2]) seat = miss(ring(seat, 'c', at), at);
    expect([seat.status, seat.missed]).toEqual(['available', 2]);
    expect(miss(ring(seat, 'c', 3), 3)).toMatchObject({ status: 'break', reason: MISSED, wish: 'break', missed: 0 });
    const taken = talk(ring(seat, 'c', 3), 'c', 3);
    expect(miss(ring(wrapUp(taken, 0, 4), 'd', 5), 5).status).toBe('available');
  });

  it('who rang in vain, because another took it or the customer left, has missed nothing and waited all along', () => {
    const seat = spare(ring(atWork(3), 'c', 10), 3, 20);
    expect(seat).toMatchObject({ status: 'available', missed: 0, since: 3, callId: null });
    expect(spare(choose(ring(atWork(3), 'c', 10), 'break', 'lunch', 11), 3, 20)).toMatchObject({
      status: 'break',
      since: 20,
    });
  });

  it('who chooses again what holds already has had nothing to do since the first time', () => {
    const again = choose(miss(ring(atWork(3), 'c', 4), 5), 'available', null, 9);
    expect(again).toMatchObject({ status: 'available', since: 5, missed: 0 });
    const onBreak = choose(choose(atWork(3), 'break', 'Lunch', 4), 'break', 'Training', 9);
    expect(onBreak).toMatchObject({ status: 'break', reason: 'Training', since: 4 });
  });

  it('wraps up only what there is', () => {
    expect(done(atWork(), 9)).toEqual(atWork());
  });
});

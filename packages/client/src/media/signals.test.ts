import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSignal } from './signals.js';

const OFFER = { type: 'offer', sdp: 'v=0\r\n' };
const CANDIDATE = { candidate: 'candidate:1 1 udp 1 10.0.0.1 9 typ host', sdpMid: '0', sdpMLineIndex: 0 };

describe('readSignal', () => {
  it('[signal data] reads what simple-peer sends', () => {
    expect(readSignal(OFFER)).toEqual({ type: 'link', signals: [OFFER] });
    expect(readSignal({ type: 'answer', sdp: 'v=0\r\n' })).toEqual({
      type: 'link',
      signals: [{ type: 'answer', sdp: 'v=0\r\n' }],
    });
    const typed = { type: 'candidate', candidate: CANDIDATE };
    expect(readSignal(typed)).toEqual({ type: 'link', signals: [typed] });
    expect(readSignal({ candidate: CANDIDATE })).toEqual({ type: 'link', signals: [typed] });
    expect(readSignal([typed, { candidate: CANDIDATE }])).toEqual({ type: 'link', signals: [typed, typed] });
    expect(readSignal({ type: 'renegotiate', renegotiate: true })).toEqual({ type: 'ask', isRestart: false });
  });

  it('[signal data] reads what the other side sends now', () => {
    expect(readSignal({ media: { audio: true, video: false, screen: true } })).toEqual({
      type: 'media',
      media: { audio: true, video: false, screen: true },
    });
  });

  it.each([
    ['nothing', undefined],
    ['no object', 'offer'],
    ['an empty array', []],
    ['too many', Array(101).fill(OFFER)],
    ['an array with one bad', [OFFER, { type: 'offer' }]],
    ['an array in an array', [[OFFER]]],
    ['an offer without a description', { type: 'offer', sdp: 5 }],
    ['a description of nothing', { type: 'offer', sdp: '' }],
    ['a rollback', { type: 'rollback', sdp: 'v=0' }],
    ['a description with a candidate', { ...OFFER, candidate: CANDIDATE }],
    ['a candidate that is text', { candidate: 'candidate:1' }],
    ['a candidate of no part of the offer', { candidate: { ...CANDIDATE, sdpMid: null, sdpMLineIndex: null } }],
    ['a transceiver request', { type: 'transceiverRequest', transceiverRequest: { kind: 'video' } }],
    ['media that are no claims', { media: { audio: 1, video: 'yes' } }],
    ['a screen that is no claim', { media: { audio: true, video: true, screen: 1 } }],
    ['media without both', { media: { audio: true } }],
    ['nothing of ours', { hello: 'world' }],
  ])('drops %s', (_, data) => {
    expect(readSignal(data)).toBeNull();
  });

  it('never throws, and lets nothing through but the shapes it knows', () => {
    fc.assert(
      fc.property(fc.anything(), (data) => {
        const heard = readSignal(data);
        if (heard?.type !== 'link') return;
        for (const signal of heard.signals) expect(['offer', 'answer', 'candidate']).toContain(signal.type);
      }),
    );
  });
});

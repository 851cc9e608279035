import fc from 'fast-check';
import { type Packet, PacketType, Decoder as PlainDecoder, Encoder as PlainEncoder } from 'socket.io-parser';
import { describe, expect, it } from 'vitest';
import { Decoder } from './Decoder.js';
import { Encoder } from './Encoder.js';

/** Full of what must not be taken for the end of it. */
const LONG = 'v=0\r\na="{["\\'.repeat(200);
const SIGNAL = { callId: 'c', to: 't', epoch: 1 };

function read(text: string, decoder: PlainDecoder = new Decoder()): Packet {
  let packet: Packet | undefined;
  decoder.on('decoded', (decoded) => {
    packet = decoded;
  });
  decoder.add(text);
  if (!packet) throw new Error('nothing was decoded');
  return packet;
}

function write(data: unknown[], encoder = new Encoder()): string {
  const type = typeof data[0] === 'string' ? PacketType.EVENT : PacketType.ACK;
  const [text] = encoder.encode({ type, nsp: '/', data });
  return String(text);
}

/** What the other side reads of a signal whose packet is this text. */
function relayed(text: string): { sent: string; read: unknown } {
  const { data } = read(text).data[1];
  const sent = write(['call:signal', { callId: 'c', from: 'f', epoch: 1, data }]);
  return { sent, read: read(sent, new PlainDecoder()).data[1] };
}

/** Any JSON that holds a long text, as a signal does. */
const anyData = fc
  .tuple(fc.jsonValue(), fc.string({ unit: 'binary' }))
  .map(([value, text]) => ({ value, text, sdp: LONG + text }));

describe('signals on their way', () => {
  it('go on as they came, whatever is in them', () => {
    fc.assert(
      fc.property(anyData, (data) => {
        const text = write(['call:signal', { ...SIGNAL, data }], new PlainEncoder());
        expect(relayed(text).read).toEqual({
          callId: 'c',
          from: 'f',
          epoch: 1,
          data: JSON.parse(JSON.stringify(data)),
        });
      }),
    );
  });

  it('keep their text, spaces and all', () => {
    const data = `{ "type": "offer", "sdp": ${JSON.stringify(LONG)} }`;
    expect(relayed(`2["call:signal",{"callId":"c","to":"t","epoch":1,"data":${data}}]`).sent).toContain(data);
  });

  it.each([
    ['a second data', `{"a":${JSON.stringify(LONG)}},"data":{"b":1}`, { b: 1 }],
    ['a second data with its key escaped', `{"a":${JSON.stringify(LONG)}},"d\\u0061ta":{"b":1}`, { b: 1 }],
    ['a second sender', `{"a":1},"x":${JSON.stringify(LONG)},"from":"me"`, { a: 1 }],
    ['another call behind it', `{"a":${JSON.stringify(LONG)}},"callId":"c"`, { a: LONG }],
  ])('are not believed where there is %s', (_what, tail, data) => {
    const { sent, read: got } = relayed(`2["call:signal",{"callId":"c","to":"t","epoch":1,"data":${tail}}]`);
    expect(got).toEqual({ callId: 'c', from: 'f', epoch: 1, data });
    expect(sent).toBe(write(['call:signal', { callId: 'c', from: 'f', epoch: 1, data }]));
  });
});

describe('what the server sends', () => {
  const call = { callId: 'c', version: 1, text: 'a "quoted" text' };
  const contents: [string, unknown[]][] = [
    ['news of a call', ['call:finish', { call, code: 0, param: 1, text: 'x' }]],
    ['a call and nothing else', ['call:decide', { call }]],
    ['a signal and nothing else', ['call:signal', { data: [1] }]],
    ['news of no call', ['presence', { users: [] }]],
    ['nothing but a name', ['replaced']],
    ['an acknowledgment with a call', [{ ok: true, value: call }]],
    ['an acknowledgment without a value', [{ ok: true, value: null }]],
    ['an acknowledgment of an error', [{ ok: false, error: { code: 21, name: 'bad_argument', message: '…' } }]],
    ['a list', [{ ok: true, value: { users: [{ userId: 'a' }] } }]],
  ];

  it.each(contents)('is read by any Socket.IO client: %s', (_what, content) => {
    for (const packet of [write(content), write(content)]) {
      // Without the text that is kept beside them.
      expect(read(packet, new PlainDecoder()).data).toEqual(JSON.parse(JSON.stringify(content)));
    }
  });

  it('says its namespace and the number of what it answers', () => {
    const encoder = new Encoder();
    expect(encoder.encode({ type: PacketType.ACK, nsp: '/business', id: 7, data: [1] })).toEqual(['3/business,7[1]']);
    expect(encoder.encode({ type: PacketType.CONNECT, nsp: '/', data: { sid: 'x' } })).toEqual(['0{"sid":"x"}']);
    expect(encoder.encode({ type: PacketType.DISCONNECT, nsp: '/' } as Packet)).toEqual(['1']);
  });
});
